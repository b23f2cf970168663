// The program runs on the module path, in a runtime image with the JDK's modules of docs/requirements.md, and as one jar.
def windows = System.getProperty('os.name').startsWith('Windows')
def jdk = { home, name -> new File(home, "bin/$name${windows ? '.exe' : ''}").path }
def run = { List<String> command ->
    def process = new ProcessBuilder(command).directory(basedir).redirectErrorStream(true).start()
    process.outputStream.close()
    def printed = process.inputStream.text
    assert process.waitFor() == 0: "$command: $printed"
    printed
}
def home = System.getProperty('java.home')
def target = new File(basedir, 'target')
def image = new File(target, 'image')
run([jdk(home, 'jlink'), '--add-modules', jdkModules, '--output', image.path])

def path = [new File(target, 'classes'), new File(target, 'lib')]*.path.join(File.pathSeparator)
def asModule = run([jdk(image, 'java'), '-p', path, '-m', 'com.example.app/com.example.app.App'])
assert asModule.contains('stack busybox\nproject busybox\n')
assert !asModule.contains('WARN')

// the jar has what reads the files of stacks, which only a service file names
def jar = new File(target, 'compose-1.jar')
def asJar = run([jdk(home, 'java'), '-jar', jar.path])
assert asJar.contains('stack busybox\nproject busybox\n')
assert !asJar.contains('WARN')
assert !asJar.contains('SLF4J')
println "one jar: ${jar.length()} bytes"
assert jar.length() < 9_000_000
return true
