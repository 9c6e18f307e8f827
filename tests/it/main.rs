//! Tests over the whole project.
