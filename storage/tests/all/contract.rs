//! The suite of `oauth::store::contract` on real databases. SQLite always; the servers where a URL names one:
//!
//! ```sh
//! SESAME_TEST_POSTGRES=postgres://postgres@localhost/postgres cargo test -p storage --test all -- --ignored postgres
//! SESAME_TEST_MYSQL=mysql://root@localhost/mysql cargo test -p storage --test all -- --ignored mysql
//! ```
//!
//! Each test makes a database of its own on the server and leaves it there.

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
