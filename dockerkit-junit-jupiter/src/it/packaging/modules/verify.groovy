// The program runs on the module path, in a runtime image that has only the modules of the JDK that docs/requirements.md names.
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
def lib = new File(target, 'lib')
def image = new File(target, 'image')
run([jdk(home, 'jlink'), '--add-modules', jdkModules, '--output', image.path])

// what the program is started with: the module that has main, and nothing about the rest
def path = [new File(target, 'classes'), lib]*.path.join(File.pathSeparator)
def printed = run([jdk(image, 'java'), '-p', path, '-m', 'com.example.app/com.example.app.App'])
assert printed.contains('module io.dockerkit\n')
assert printed.contains('docker pull --platform linux/arm64 busybox:latest\n')
assert printed.contains('hello\n')
assert printed.contains('running: true\n')
// neither the library nor the scope's watchdog lacks anything in that image
assert !printed.contains('WARN')
// the one dependency brings no client of docker-java
assert lib.list().every { !(it =~ /^(docker-java-core|docker-java-api|guava|bcprov)/) }
assert lib.listFiles().sum { it.length() } < 9_000_000
// what comes from here has its license
def own = lib.listFiles().findAll { it.name.startsWith('dockerkit') }
assert own.size() == 3
own.each { jar -> new java.util.zip.ZipFile(jar).withCloseable { assert it.getEntry('META-INF/LICENSE'): jar } }
// a list would be taken for a failure
return true
