//! `POST /v1/dev_browser`

use serde_json::json;

use crate::errors::Outcome;
use crate::model::{Answer, Context};
use crate::store::clients::{self, Carrier};

pub(crate) fn run(context: &mut Context<'_>) -> Outcome<Answer> {
    let client = context.random.id("client");
    let token = context.random.id("dvb");
    clients::create(context.db, &client, context.now)?;
    clients::add_credential(context.db, &token, &client, Carrier::DevBrowser)?;
    let now = context.now.to_string();
    Answer::bare(&json!({
        "id": token, "instance_id": "ins_sandbox", "token": token, "created_at": now, "updated_at": now,
    }))
}
