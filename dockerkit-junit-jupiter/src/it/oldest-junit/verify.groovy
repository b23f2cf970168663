// it has run the test, and not found nothing
def log = new File(basedir, 'build.log').text
assert log.count('Tests run: 1, Failures: 0, Errors: 0, Skipped: 0\n') == 1
