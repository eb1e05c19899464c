//! vCons of our own, of every kind.
