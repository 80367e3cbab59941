// Comfort only: every page works without this. Buttons to copy, and regions that follow the server.

const EVERY_MS = 1500;

function addCopyButtons(root) {
  for (const source of root.querySelectorAll('[data-copy]')) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'copy';
    button.textContent = 'Copy';
    button.setAttribute('aria-label', `Copy ${source.dataset.copy}`);
    button.addEventListener('click', async () => {
      await navigator.clipboard.writeText(source.textContent);
      button.textContent = 'Copied';
      say(`Copied ${source.dataset.copy}`);
      setTimeout(() => { button.textContent = 'Copy'; }, EVERY_MS);
    });
    source.after(' ', button);
  }
}

// Read out by screen readers, seen by nobody.
const voice = document.createElement('p');
voice.className = 'hidden';
voice.setAttribute('role', 'status');

function say(words) {
  voice.textContent = words;
}

// What the server sent last for each region: what is on the page has buttons added.
const sent = new Map();

function regions(root) {
  return root.querySelectorAll('[data-live]');
}

async function follow() {
  if (document.hidden) return;
  let answer;
  try {
    answer = await fetch(location.href, { headers: { accept: 'text/html' } });
  } catch {
    return; // the sandbox is gone; it may come back
  }
  if (!answer.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
  for (const region of regions(document)) {
    const name = region.dataset.live;
    const now = fresh.querySelector(`[data-live="${name}"]`);
    // nothing is taken away under somebody's fingers
    if (!now || now.innerHTML === sent.get(name) || region.contains(document.activeElement)) continue;
    const open = [...region.querySelectorAll('details')].map((details) => details.open);
    const more = now.querySelectorAll('.messages > li').length - region.querySelectorAll('.messages > li').length;
    sent.set(name, now.innerHTML);
    region.innerHTML = now.innerHTML;
    region.querySelectorAll('details').forEach((details, position) => { details.open = open[position] ?? false; });
    addCopyButtons(region);
    if (name === 'inbox' && more > 0) say(`${more} new in the inbox`);
  }
}

document.body.append(voice);
for (const region of regions(document)) sent.set(region.dataset.live, region.innerHTML);
addCopyButtons(document);
if (sent.size > 0) setInterval(follow, EVERY_MS);
