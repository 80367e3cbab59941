//! The optional rate limit.

use std::collections::HashMap;

use super::context::Context;
use crate::errors::{ApiError, Outcome, RATE_LIMITED};

/// How many requests each client sent in its current window.
#[derive(Debug, Default)]
pub(crate) struct Limiter(HashMap<String, Window>);

#[derive(Debug, Clone, Copy)]
struct Window {
    started_at: i64,
    requests: u32,
}

impl Limiter {
    pub(crate) fn admit(&mut self, context: &Context<'_>) -> Outcome<()> {
        let (Some(limit), Some(client)) = (context.settings.rate_limit, &context.client_id) else {
            return Ok(());
        };
        let window = self.0.entry(client.clone()).or_insert(Window { started_at: context.now, requests: 0 });
        if context.now.saturating_sub(window.started_at) >= limit.window_ms {
            *window = Window { started_at: context.now, requests: 0 };
        }
        if window.requests >= limit.requests {
            let remaining = limit.window_ms.saturating_sub(context.now.saturating_sub(window.started_at));
            return Err(ApiError::new(&RATE_LIMITED).retry_after(remaining).into());
        }
        window.requests += 1;
        Ok(())
    }
}
