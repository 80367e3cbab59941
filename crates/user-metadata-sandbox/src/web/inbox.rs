//! The inbox: what would have been sent by email or SMS.

use maud::{Markup, html};

use super::{copyable, time};
use crate::store::messages::{Channel, Message};

const MESSAGES_SHOWN: usize = 30;

/// The newest messages, newest first.
pub(super) fn messages(messages: &[Message], now: i64) -> Markup {
    html! {
        @if messages.is_empty() {
            p.empty { "No messages yet. Codes and links that your app asks for arrive here." }
        } @else {
            ul.messages {
                @for message in messages.iter().rev().take(MESSAGES_SHOWN) { li { (card(message, now)) } }
            }
            @if messages.len() > MESSAGES_SHOWN {
                p.hint { "Only the newest " (MESSAGES_SHOWN) " of " (messages.len()) " are shown; " code { "GET /sandbox/inbox" } " has all." }
            }
        }
    }
}

fn card(message: &Message, now: i64) -> Markup {
    let channel = match message.channel {
        Channel::Email => "Email",
        Channel::Sms => "SMS",
    };
    html! {
        p.envelope {
            span.tag { (channel) } " to " strong { (message.to) }
            span.when title=(crate::model::http_date(message.sent_at)) { (time::relative(message.sent_at, now)) }
        }
        @if let Some(code) = &message.code { p.code { (copyable(code, "the code")) } }
        @if let Some(link) = &message.link {
            p { a href=(link) { "Open the link" } }
            p.long { (copyable(link, "the link")) }
        }
    }
}
