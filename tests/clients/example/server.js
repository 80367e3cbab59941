// Your app's development server: static files, and `/__clerk` handed to the sandbox.
import { createReadStream } from 'node:fs';
import { createServer, request as send } from 'node:http';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PROXY = '/__clerk';
const PAGE = fileURLToPath(new URL('index.html', import.meta.url));
const CLERK_JS = dirname(createRequire(import.meta.url).resolve('@clerk/clerk-js'));

/** Listens on a free port of this machine. */
export async function serve(sandbox) {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    const script = /^\/([\w.-]+\.m?js)$/.exec(pathname);
    if (pathname.startsWith(`${PROXY}/`)) proxy(sandbox, request, response);
    else if (script) file(response, 'text/javascript', join(CLERK_JS, script[1]));
    else file(response, 'text/html', PAGE);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

function proxy(sandbox, request, response) {
  const { method, headers } = request;
  const target = new URL(request.url.slice(PROXY.length), sandbox);
  const forwarded = send(target, { method, headers }, (answer) => {
    response.writeHead(answer.statusCode, answer.headers);
    answer.pipe(response);
  });
  forwarded.on('error', () => response.writeHead(502).end());
  request.pipe(forwarded);
}

function file(response, type, path) {
  response.setHeader('content-type', type);
  createReadStream(path)
    .on('error', () => response.writeHead(404).end())
    .pipe(response);
}
