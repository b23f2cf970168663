// the jar runs alone; it has what the service loader looks for, and not what the program does not use
def jar = new File(basedir, 'target/kotlin-1.jar')
def java = new File(System.getProperty('java.home'), 'bin/java').path
def process = new ProcessBuilder(java, '-jar', jar.path).redirectErrorStream(true).start()
process.outputStream.close()
def printed = process.inputStream.text
assert process.waitFor() == 0: printed
assert printed.contains('hello Kotlin\n')
assert printed.contains('up\n')
// the library has nothing to warn of, and SLF4J has found its provider
assert !printed.contains('WARN')
assert !printed.contains('SLF4J')
assert jar.length() < 7_000_000
