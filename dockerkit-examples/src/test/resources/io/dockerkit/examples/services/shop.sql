CREATE TABLE product (name text PRIMARY KEY, price numeric NOT NULL);
INSERT INTO product VALUES ('tea', 3.20), ('coffee', 4.50);
