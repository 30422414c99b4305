use std::process::ExitCode;

fn main() -> ExitCode {
    tell_the_allocator();
    server::cli::main()
}

/// A password hash needs 19 MiB for a moment. glibc would keep them for ever, and they are most of what the process then
/// holds; above a threshold it hands each such piece straight back to the system. Below it, it keeps a few MiB at hand
/// rather than fetch and return them with every request, as it does once a threshold is set.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
#[expect(unsafe_code, reason = "glibc offers no other way, and no thread but this one runs yet")]
fn tell_the_allocator() {
    const MIB: libc::c_int = 1 << 20;
    // SAFETY: `mallopt` only sets a parameter of the allocator; a value it does not like is ignored.
    unsafe {
        libc::mallopt(libc::M_MMAP_THRESHOLD, MIB);
        libc::mallopt(libc::M_TRIM_THRESHOLD, 4 * MIB);
    }
}

#[cfg(not(all(target_os = "linux", target_env = "gnu")))]
fn tell_the_allocator() {}
