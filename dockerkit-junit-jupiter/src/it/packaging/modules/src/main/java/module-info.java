module com.example.app {
    requires io.dockerkit;
}
