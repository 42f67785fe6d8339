// @ts-check
// Says at once that a file is too large, rather than after a long upload. Without this script the server says it.
const input = document.querySelector('input[type="file"][data-max-bytes]');
const form = input?.closest('form');

if (input instanceof HTMLInputElement && form) {
  const told = document.createElement('p');
  told.className = 'error-text';
  told.id = 'fichier-taille';
  told.setAttribute('role', 'alert');
  input.before(told);

  const check = () => {
    const file = input.files?.[0];
    const isTooLarge = file !== undefined && file.size > Number(input.dataset.maxBytes);
    told.textContent = isTooLarge ? (input.dataset.tooLarge ?? '') : '';
    input.setAttribute('aria-invalid', String(isTooLarge));
    return !isTooLarge;
  };
  input.addEventListener('change', check);
  form.addEventListener('submit', (event) => {
    if (check()) return;
    event.preventDefault();
    input.focus();
  });
}
