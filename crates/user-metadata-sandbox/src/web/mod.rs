//! Pages for people: plain HTML without scripts.

pub(crate) mod home;
pub(crate) mod provider;

use maud::{DOCTYPE, Markup, html};

const STYLE: &str = "
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin-top: 2rem; } h3 { font-size: 1rem; margin-bottom: .25rem; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; padding: .3rem .6rem .3rem 0;
  border-bottom: 1px solid color-mix(in srgb, currentColor 20%, transparent); overflow-wrap: anywhere; }
code { font: .9em ui-monospace, monospace; } .code { font-size: 1.2em; letter-spacing: .1em; }
button, input, select { font: inherit; padding: .35rem .8rem; } form { display: inline-block; margin: .3rem .6rem .3rem 0; }
.verified { color: light-dark(#116329, #3fb950); } .failed, .expired { color: light-dark(#a40e26, #ff7b72); }
.quiet { opacity: .7; }
";

/// A whole page.
pub(crate) fn document(title: &str, content: &Markup) -> String {
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) }
                style { (maud::PreEscaped(STYLE)) }
            }
            body { main { (content) } }
        }
    };
    page.into_string()
}
