module com.example.app {
    requires io.dockerkit;
    requires io.dockerkit.compose;
}
