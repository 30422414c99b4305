//! The suite of `oauth::store::contract` on real databases. SQLite always; on servers where a URL names one, as
//! `cargo xtask test` does. By hand, `cargo xtask databases` starts them and prints the variables:
//!
//! ```sh
//! SESAME_TEST_POSTGRES=postgres://… cargo test -p storage --test all -- --ignored postgres
//! SESAME_TEST_MYSQL=mysql://… cargo test -p storage --test all -- --ignored mysql
//! ```
//!
//! Each test has a database of its own on the server, gone when it ends.

mod sqlite {
    use crate::support::sqlite;

    oauth::contract_suite!(sqlite);
}

mod postgres {
    use crate::support::postgres;

    oauth::contract_suite!(
        #[ignore = "needs SESAME_TEST_POSTGRES"]
        postgres
    );
}

mod mysql {
    use crate::support::mysql;

    oauth::contract_suite!(
        #[ignore = "needs SESAME_TEST_MYSQL"]
        mysql
    );
}
