// Lets a wallet in the browser sign; without one, the signature is pasted.
for (const form of document.querySelectorAll('form[data-sign]')) {
  const button = form.querySelector('[data-wallet]');
  const wallet = globalThis.ethereum;
  if (wallet === undefined) continue;
  button.hidden = false;
  button.addEventListener('click', async () => {
    const message = form.parentElement.querySelector('[data-message]').textContent;
    const hex = `0x${[...new TextEncoder().encode(message)].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
    try {
      form.elements.signature.value = await wallet.request({
        method: 'personal_sign',
        params: [hex, form.dataset.sign],
      });
      form.submit();
    } catch {
      // The person refused; the form is still there.
      button.focus();
    }
  });
}
