//! The gallery as a page to look at, a section for each group.

use super::{Group, Room};
use crate::html::escaped;

/// What stands before the groups. The style sheet lies beside the page.
const HEAD: &str = "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
    <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>The components of Headroom's page</title>\n\
    <link rel=\"stylesheet\" href=\"page.css\">\n</head>\n<body>\n";

/// Groups as a page.
#[must_use]
pub fn html(groups: &[Group]) -> String {
    let sections: Vec<String> = groups.iter().map(section).collect();
    [HEAD, &sections.concat(), "</body>\n</html>\n"].concat()
}

/// Class and width in pixels of a group.
const fn room(room: Room) -> (&'static str, &'static str) {
    match room {
        Room::Wide => ("wide", "1280"),
        Room::Narrow => ("narrow", "1280"),
        Room::Phone => ("phone", "390"),
    }
}

fn section(group: &Group) -> String {
    let ((class, width), dark) = (room(group.room), if group.dark { " data-dark" } else { "" });
    let mut out = [
        "<section class=\"board ",
        class,
        "\" id=\"",
        group.id,
        "\" data-width=\"",
        width,
        "\"",
        dark,
        ">\n",
    ]
    .concat();
    out.push_str(&["<h1>", group.title, "</h1>\n<p>", &escaped(group.about), "</p>\n"].concat());
    for shown in group.shown.chunk_by(|one, next| one.of == next.of) {
        let of = shown.first().map(|one| one.of).unwrap_or_default();
        out.push_str(&["<h2 class=\"file\">", of, "</h2>\n<div class=\"shelf\">\n"].concat());
        for one in shown {
            // Each is a form of its own, so that what is chosen in one is not chosen in another.
            let says = ["<form class=\"exhibit\">\n<p class=\"sentence\">", &escaped(one.says), "</p>\n"];
            out.push_str(&[&*says.concat(), &one.html, "\n</form>\n"].concat());
        }
        out.push_str("</div>\n");
    }
    out.push_str("</section>\n");
    out
}
