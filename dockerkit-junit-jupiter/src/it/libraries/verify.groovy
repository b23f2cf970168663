// the test has run with the newest Jackson and with the oldest
def log = new File(basedir, 'build.log').text
assert log.count('Tests run: 1, Failures: 0, Errors: 0, Skipped: 0\n') == 2
