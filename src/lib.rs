//! wuzha
