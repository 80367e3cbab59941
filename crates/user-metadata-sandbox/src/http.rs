//! The HTTP face: one router, one connection loop. Everything that decides is in the model.

use std::convert::Infallible;
use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes, HttpBody, to_bytes};
use axum::extract::{Request as HttpRequest, State};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response as HttpResponse};
use http_body_util::LengthLimitError;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::TcpListener;
use tower::ServiceExt;

use crate::clock::RunningClock;
use crate::errors::{BODY_MALFORMED, BODY_TOO_LARGE, Code, REQUEST_TIMEOUT};
use crate::faults::Delivery;
use crate::guard::{self, Guard};
use crate::kept::Kept;
use crate::model::{MAX_BODY_BYTES, Model};
use crate::wire::{Request, Response};
use crate::{control, web};

/// How long answers under way may take when the server stops.
const SHUTDOWN_PATIENCE: Duration = Duration::from_secs(1);

/// The instance and its clock, behind one lock: requests are handled one after the other.
#[derive(Debug)]
pub(crate) struct Instance {
    pub(crate) model: Model,
    pub(crate) clock: RunningClock,
    kept: Option<Kept>,
}

impl Instance {
    pub(crate) fn new(model: Model, clock: RunningClock, kept: Option<Kept>) -> Self {
        Self { model, clock, kept }
    }

    /// Does some work, and keeps what it changed beside people before anybody learns of it.
    pub(crate) fn work<T>(&mut self, work: impl FnOnce(&mut Self) -> T) -> io::Result<T> {
        let done = work(self);
        let Self { model, clock, kept } = self;
        let is_kept = kept.as_ref().is_some_and(|kept| {
            kept.settings == *model.settings()
                && kept.faults == model.faults().planned()
                && kept.clock == *clock
        });
        if model.is_file() && !is_kept {
            let (settings, faults) = (model.settings().clone(), model.faults().planned().to_vec());
            let now = Kept { settings, faults, clock: *clock };
            model.keep(&now)?;
            *kept = Some(now);
        }
        Ok(done)
    }
}

/// The instance, shared by all connections.
#[derive(Debug, Clone)]
pub(crate) struct Shared(Arc<Mutex<Instance>>);

impl Shared {
    pub(crate) fn new(instance: Instance) -> Self {
        Self(Arc::new(Mutex::new(instance)))
    }

    /// The instance. A panic elsewhere leaves it usable: every request is a transaction.
    pub(crate) fn lock(&self) -> MutexGuard<'_, Instance> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Runs something that may wait for the lock or the disk, away from the threads that serve.
    pub(crate) async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Instance) -> T + Send + 'static,
    ) -> Result<T, StatusCode> {
        let shared = self.clone();
        let task = tokio::task::spawn_blocking(move || shared.lock().work(work));
        let done = task.await.map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
        done.map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)
    }
}

/// Marks a response that must not arrive: the connection is closed instead.
#[derive(Debug, Clone, Copy)]
struct HangUp;

fn router(guard: Guard, patience: Duration) -> Router {
    let shared = guard.shared.clone();
    Router::new()
        .merge(control::router())
        .merge(web::router())
        .fallback(frontend_api)
        .layer(middleware::from_fn_with_state((shared.clone(), patience), whole_body))
        .layer(middleware::from_fn_with_state(guard, guard::check))
        .with_state(shared)
}

/// Serves until `stop` resolves. Who does not send a request's head or body within `patience` is let go.
pub(crate) async fn serve(
    listener: TcpListener,
    guard: Guard,
    patience: Duration,
    stop: impl Future<Output = ()>,
) {
    let router = router(guard, patience);
    let connections = GracefulShutdown::new();
    let mut server = http1::Builder::new();
    server.timer(TokioTimer::new()).header_read_timeout(patience);
    tokio::pin!(stop);
    loop {
        let stream = tokio::select! {
            () = &mut stop => break,
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => stream,
                Err(_) => {
                    // out of file handles, most likely: some will be free in a moment
                    tokio::time::sleep(Duration::from_millis(50)).await;
                    continue;
                }
            },
        };
        // small answers must not wait for more to come
        let _ = stream.set_nodelay(true);
        let router = router.clone();
        let service = service_fn(move |request| answer(router.clone(), request));
        let connection = connections.watch(server.serve_connection(TokioIo::new(stream), service));
        tokio::spawn(async move {
            // clients that hang up are no news
            let _ = connection.await;
        });
    }
    let _ = tokio::time::timeout(SHUTDOWN_PATIENCE, connections.shutdown()).await;
}

/// An error here makes hyper close the connection without an answer.
async fn answer(router: Router, request: hyper::Request<hyper::body::Incoming>) -> io::Result<HttpResponse> {
    let routed: Result<HttpResponse, Infallible> = router.oneshot(request.map(Body::new)).await;
    let Ok(response) = routed;
    if response.extensions().get::<HangUp>().is_some() {
        return Err(io::ErrorKind::ConnectionReset.into());
    }
    Ok(response)
}

/// Waits for the whole body, but not for long, and not for much: nobody else looks at a part of one.
async fn whole_body(
    State((shared, patience)): State<(Shared, Duration)>,
    request: HttpRequest,
    next: Next,
) -> HttpResponse {
    let (head, body) = request.into_parts();
    // who announces too much is not asked to send it
    let read = if body.size_hint().lower() > MAX_BODY_BYTES as u64 {
        Err(&BODY_TOO_LARGE)
    } else {
        match tokio::time::timeout(patience, to_bytes(body, MAX_BODY_BYTES)).await {
            Ok(Ok(body)) => Ok(body),
            Ok(Err(error)) if is_limit(&error) => Err(&BODY_TOO_LARGE),
            Ok(Err(_)) => Err(&BODY_MALFORMED),
            Err(_) => Err(&REQUEST_TIMEOUT),
        }
    };
    let code = match read {
        Ok(body) => return next.run(HttpRequest::from_parts(head, body.into())).await,
        Err(code) => code,
    };
    let mut response = if head.uri.path().starts_with("/v1/") {
        refuse(&shared, code).await.into_response()
    } else {
        control::Refusal::of(code).into_response()
    };
    // the rest of the body is not read
    response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    response
}

fn is_limit(error: &axum::Error) -> bool {
    std::error::Error::source(error).is_some_and(<dyn std::error::Error>::is::<LengthLimitError>)
}

async fn frontend_api(
    State(shared): State<Shared>,
    head: Parts,
    body: Bytes,
) -> Result<HttpResponse, StatusCode> {
    let headers = head.headers.iter();
    let request = Request {
        method: head.method.to_string(),
        path: head.uri.path().to_owned(),
        query: head.uri.query().unwrap_or_default().to_owned(),
        headers: headers
            .map(|(name, value)| (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned()))
            .collect(),
        body: body.to_vec(),
    };
    let work = move |instance: &mut Instance| {
        let now = instance.clock.now_ms();
        let delivery = instance.model.deliver(&request, now);
        if delivery.clock_jump_ms != 0 {
            instance.clock.advance(delivery.clock_jump_ms);
        }
        delivery
    };
    let Delivery { delay_ms, response, .. } = shared.run(work).await?;
    if delay_ms > 0 {
        tokio::time::sleep(Duration::from_millis(delay_ms)).await;
    }
    Ok(match response {
        Some(response) => http_response(response),
        None => {
            let mut lost = StatusCode::NO_CONTENT.into_response();
            lost.extensions_mut().insert(HangUp);
            lost
        }
    })
}

async fn refuse(shared: &Shared, code: &'static Code) -> Result<HttpResponse, StatusCode> {
    let work = move |instance: &mut Instance| {
        let now = instance.clock.now_ms();
        instance.model.refuse(code, now)
    };
    Ok(http_response(shared.run(work).await?))
}

fn http_response(response: Response) -> HttpResponse {
    let status = StatusCode::from_u16(response.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut answer = (status, response.body).into_response();
    answer.headers_mut().clear();
    for (name, value) in response.headers {
        if let (Ok(name), Ok(value)) = (header::HeaderName::try_from(name), HeaderValue::try_from(value)) {
            answer.headers_mut().append(name, value);
        }
    }
    answer
}
