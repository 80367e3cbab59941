//! What must hold after every step, and at the end.

use user_metadata_core::enrollment::table::{StateName, TRANSITIONS};
use user_metadata_core::enrollment::{Effect, LeftOver, Outcome as Ended};
use user_metadata_core::error::MisuseCode;

use crate::app::Run;
use crate::world::{Outcome, Violation, World};

fn broken(rule: &'static str, run: usize, detail: String) -> Outcome {
    Err(Violation { rule, detail, run: Some(run) })
}

/// An input of the person or of the network, in the state that asks for it, is never the host's mistake.
pub(crate) fn accepted(run: usize, what: &str, given: Result<(), MisuseCode>) -> Outcome {
    match given {
        Ok(()) => Ok(()),
        Err(code) => broken("input", run, format!("{what} is refused: {}", code.as_str())),
    }
}

/// What comes too late or too early is the host's mistake, and nothing changes.
pub(crate) fn refused(run: usize, what: &str, given: Result<(), MisuseCode>, wanted: MisuseCode) -> Outcome {
    match given {
        Err(code) if code == wanted => Ok(()),
        other => broken("input", run, format!("{what} must be refused with {}: {other:?}", wanted.as_str())),
    }
}

/// Every transition is one of the documented ones.
pub(crate) fn table(run: usize, from: StateName, input: &str, to: StateName) -> Outcome {
    match TRANSITIONS.iter().any(|row| row.from == from && row.input == input && row.to.contains(&to)) {
        true => Ok(()),
        false => broken("table", run, format!("{from:?} with {input} leads to {to:?}")),
    }
}

/// What holds of a run in its new state.
pub(crate) fn of_run(world: &World<'_>, index: usize) -> Outcome {
    let run = &world.runs[index];
    let effect = run.enrollment.effect();
    if run.enrollment.state().effect() != effect_name(&effect) || effect != run.enrollment.effect() {
        return broken("effect", index, format!("{:?} gives {effect:?}", run.enrollment.state()));
    }
    no_secret(world, index, &run.enrollment.to_snapshot(), &format!("{effect:?} {:?}", run.enrollment))?;
    match &effect {
        Effect::AskCode { destination, attempts, .. } => {
            if destination.as_str() != run.enrollment.enrolling().identifier() {
                return broken("effect", index, format!("the code went to {}", destination.as_str()));
            }
            let counted = run.truth_then.attempts;
            if i64::from(*attempts) > counted && !run.has_ghosts {
                let detail = format!("{attempts} wrong codes are shown, {counted} were counted");
                return broken("effect", index, detail);
            }
        }
        Effect::Finish { outcome } => ended(world, index, run, outcome)?,
        _ => {}
    }
    Ok(())
}

/// An end says what the server says.
fn ended(world: &World<'_>, index: usize, run: &Run, outcome: &Ended) -> Outcome {
    let truth = world.server.truth(&world.apps[run.app].user_id, &run.intent, world.now);
    if truth.count > 1 && !run.has_ghosts {
        return broken("one identifier", index, format!("the server has {}", truth.count));
    }
    no_secret(world, index, outcome.as_str(), &format!("{outcome:?}"))?;
    let is_external = run.intent.has_no_prepare();
    match outcome {
        Ended::Verified { .. } if !(truth.is_verified() || is_external && run.has_ghosts) => {
            return broken("verified", index, format!("it is reported, and the server holds {truth:?}"));
        }
        Ended::Refused { .. } | Ended::Expired { .. } | Ended::Exhausted { .. }
            if run.truth_then.is_verified() =>
        {
            let detail =
                format!("the server held it as verified, and it is reported as {}", outcome.as_str());
            return broken("verified", index, detail);
        }
        _ => {}
    }
    let left_over = match outcome {
        Ended::Rejected { left_over, error } => {
            no_secret(world, index, "", &error.to_string())?;
            left_over
        }
        Ended::Unreadable { left_over, error } => {
            no_secret(world, index, "", &error.to_string())?;
            left_over
        }
        Ended::Unreachable { left_over, .. } | Ended::Cancelled { left_over } => left_over,
        _ => return Ok(()),
    };
    // An account whose way to the provider has died is looked past, and taken up again by the next create.
    let is_dead_account = is_external && truth.status != "unverified";
    let is_new = !run.intent.is_reauthorization() && !run.has_ghosts && !is_dead_account;
    match left_over {
        LeftOver::Nothing if is_new && truth.count > 0 && !truth.is_verified() && run.quiet_tries == 0 => {
            // What an earlier try left behind, and this one has not come across yet, is not this one's.
            match run.asked_before() {
                true => Ok(()),
                false => broken("left over", index, format!("nothing, and the server holds {truth:?}")),
            }
        }
        LeftOver::Unverified { resource } if is_new && resource.id() != truth.id => {
            broken("left over", index, format!("{}, and the server holds {truth:?}", resource.id()))
        }
        _ => Ok(()),
    }
}

/// A message was sent that this run's person did not ask for.
pub(crate) fn messages(run: usize, asked: u32, sent: u32, what: &str) -> Outcome {
    match sent > asked {
        true => broken("messages", run, format!("{what}: {sent} messages were sent, {asked} were asked for")),
        false => Ok(()),
    }
}

pub(crate) fn no_secret(world: &World<'_>, run: usize, stored: &str, shown: &str) -> Outcome {
    match world.secrets.found_in(stored).or_else(|| world.secrets.found_in(shown)) {
        Some(word) => broken("secrets", run, format!("{word} stands in {stored} or {shown}")),
        None => Ok(()),
    }
}

/// When nothing happens any more, what is reported and what the server holds are the same.
pub(crate) fn at_the_end(world: &mut World<'_>) -> Outcome {
    for (index, run) in world.runs.iter().enumerate() {
        let Effect::Finish { outcome } = run.enrollment.effect() else {
            return broken(
                "ends",
                index,
                format!("nothing happens any more, and it waits: {:?}", run.enrollment.effect()),
            );
        };
        let truth = world.server.truth(&world.apps[run.app].user_id, &run.intent, world.now);
        let is_done = match &outcome {
            Ended::Verified { .. } => truth.is_verified() || run.has_ghosts && run.intent.has_no_prepare(),
            Ended::Created { .. } => truth.count > 0,
            // The second account that a late create made belongs to who is connected already.
            _ if run.has_ghosts && run.intent.has_no_prepare() => true,
            _ => truth.is_verified() || run.quiet_tries == 0 || is_taken(world, index),
        };
        if !is_done {
            let detail =
                format!("with a good network it is {}, and the server holds {truth:?}", outcome.as_str());
            return broken("reaches its end", index, detail);
        }
    }
    Ok(())
}

/// Somebody else was faster.
fn is_taken(world: &World<'_>, index: usize) -> bool {
    let run = &world.runs[index];
    world.runs.iter().enumerate().any(|(other_index, other)| {
        other_index != index
            && other.intent.value == run.intent.value
            && world.server.truth(&world.apps[other.app].user_id, &other.intent, world.now).is_verified()
    })
}

const fn effect_name(effect: &Effect) -> &'static str {
    match effect {
        Effect::Send { .. } => "Send",
        Effect::Wait { .. } => "Wait",
        Effect::SignIn => "SignIn",
        Effect::Reverify { .. } => "Reverify",
        Effect::AskCode { .. } => "AskCode",
        Effect::AskSignature { .. } => "AskSignature",
        Effect::AwaitLink { .. } => "AwaitLink",
        Effect::OpenUrl { .. } => "OpenUrl",
        Effect::Finish { .. } => "Finish",
    }
}

impl Run {
    /// True when an earlier enrollment of the same person for the same identifier came first.
    pub(crate) const fn asked_before(&self) -> bool {
        self.tries > 0
    }
}
