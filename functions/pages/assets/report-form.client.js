// @ts-check
// The report form saves itself. Without this script its buttons do the same.
(() => {
  const form = /** @type {HTMLFormElement | null} */ (document.querySelector('form[data-autosave]'));
  const status = form?.querySelector('[data-save-status]');
  const version = /** @type {HTMLInputElement | null | undefined} */ (
    form?.querySelector('input[name="version"]')
  );
  if (!form || !status || !version) return;

  // Kept in this window alone, and only until the server has it: the phone may be a shared one.
  const backupKey = `brouillon ${location.pathname}`;
  const pauseAfterTyping = 1500;
  const longestRetry = 30_000;

  let unsaved = false;
  let leaving = false;
  let stopped = false;
  let retryAfter = 2000;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  /** @type {Promise<void> | undefined} */
  let saving;

  const fields = () =>
    [...new FormData(form)].flatMap(([name, value]) =>
      typeof value === 'string' ? [/** @type {[string, string]} */ ([name, value])] : [],
    );

  /** @param {string} text @param {'saved' | 'saving' | 'failed'} state */
  const say = (text, state) => {
    if (status.textContent !== text) status.textContent = text;
    form.dataset.state = state;
  };

  /** @param {number} delay */
  const saveIn = (delay) => {
    clearTimeout(timer);
    if (!stopped) timer = setTimeout(save, delay);
  };

  const backUp = () => {
    try {
      // The form's token is the next page's own, and no text.
      sessionStorage.setItem(backupKey, JSON.stringify(fields().filter(([name]) => name !== 'csrf')));
    } catch {
      // No room, or not allowed: the server is where drafts belong anyway.
    }
  };
  const forgetBackup = () => {
    try {
      sessionStorage.removeItem(backupKey);
    } catch {
      // As above.
    }
  };

  /** @param {string} text */
  const stop = (text) => {
    stopped = true;
    say(text, 'failed');
  };

  /** @param {Response} response */
  const read = async (response) => {
    if (response.ok) {
      const saved = await response.json();
      version.value = String(saved.version);
      retryAfter = 2000;
      if (unsaved) return saveIn(pauseAfterTyping);
      forgetBackup();
      return say(`Enregistré à ${saved.at}`, 'saved');
    }
    unsaved = true;
    backUp();
    if (response.status >= 500) return retry();
    const { kind } = await response.json().catch(() => ({}));
    if (kind === 'stale')
      return stop(
        'Non enregistré\u00a0: ce compte-rendu a changé dans une autre fenêtre. Appuyez sur «\u00a0Enregistrer le brouillon\u00a0» pour choisir le texte à garder.',
      );
    if (kind === 'locked') return stop('Non enregistré\u00a0: ce compte-rendu est déjà envoyé, ou clos.');
    stop('Non enregistré\u00a0: appuyez sur «\u00a0Enregistrer le brouillon\u00a0».');
  };

  const retry = () => {
    unsaved = true;
    backUp();
    say('Non enregistré\u00a0: pas de connexion. Nouvel essai…', 'failed');
    saveIn(retryAfter);
    retryAfter = Math.min(retryAfter * 2, longestRetry);
  };

  const save = () => {
    clearTimeout(timer);
    // One at a time: each goes on from the version that the one before it made.
    if (!unsaved || saving || stopped) return;
    unsaved = false;
    if (form.dataset.state !== 'failed') say('Enregistrement…', 'saving');
    saving = fetch(form.getAttribute('action') ?? '', {
      method: 'POST',
      body: new URLSearchParams(fields()),
      headers: { accept: 'application/json' },
      // Lets the text arrive though the page is gone; browsers refuse it above 64 KB.
      keepalive: leaving,
    })
      .then(read, retry)
      .finally(() => {
        saving = undefined;
      });
  };

  form.addEventListener('input', () => {
    unsaved = true;
    saveIn(pauseAfterTyping);
  });
  form.addEventListener('change', () => {
    unsaved = true;
    saveIn(200);
  });
  form.addEventListener('focusout', () => unsaved && saveIn(200));
  addEventListener('online', () => unsaved && saveIn(0));
  addEventListener('visibilitychange', () => {
    leaving = document.visibilityState === 'hidden';
    if (leaving) save();
  });
  addEventListener('pagehide', () => {
    leaving = true;
    if (unsaved || saving) backUp();
    save();
  });
  addEventListener('beforeunload', (event) => {
    if (unsaved && form.dataset.state === 'failed') event.preventDefault();
  });
  // A page kept by the browser holds an old version number.
  addEventListener('pageshow', (event) => event.persisted && location.reload());

  form.addEventListener('submit', (event) => {
    clearTimeout(timer);
    if (saving) {
      // The button's own save goes on from the version that is being written just now.
      event.preventDefault();
      saving.then(() => form.requestSubmit(/** @type {HTMLElement | null} */ (event.submitter)));
      return;
    }
    // Should the network be gone, what was typed is found again on the way back.
    backUp();
    unsaved = false;
    stopped = true;
    form.dataset.state = 'saving';
  });

  /** @param {[string, string][]} pairs */
  const asText = (pairs) => JSON.stringify(pairs.filter(([name]) => name !== 'csrf' && name !== 'version'));

  /** Text that may not have reached the server comes back as it was; the server says whether a newer draft exists. */
  const restore = () => {
    const kept = sessionStorage.getItem(backupKey);
    if (!kept) return;
    /** @type {[string, string][]} */
    const pairs = JSON.parse(kept);
    if (asText(pairs) === asText(fields())) return forgetBackup();
    for (const control of form.elements) {
      if (!(control instanceof HTMLInputElement || control instanceof HTMLTextAreaElement)) continue;
      const before = pairs.filter(([name]) => name === control.name).map(([, value]) => value);
      if (/radio|checkbox/.test(control.type))
        /** @type {HTMLInputElement} */ (control).checked = before.includes(control.value);
      else if (control.name !== 'csrf' && before[0] !== undefined) control.value = before[0];
    }
    unsaved = true;
    say('Texte retrouvé, enregistrement…', 'saving');
    save();
  };
  if (new URLSearchParams(location.search).has('enregistre')) {
    // A button saved the text, or the person chose the saved one: a kept text would contradict them.
    forgetBackup();
    history.replaceState(history.state, '', location.pathname);
  }
  try {
    restore();
  } catch {
    forgetBackup();
  }

  for (const area of /** @type {NodeListOf<HTMLTextAreaElement>} */ (
    form.querySelectorAll('textarea[data-limit]')
  )) {
    const limit = Number(area.dataset.limit);
    const counter = document.createElement('p');
    counter.className = 'counter';
    counter.id = `${area.id}-compte`;
    const count = () => {
      const length = [...area.value].length;
      counter.textContent = `${length.toLocaleString('fr')} / ${limit.toLocaleString('fr')} caractères`;
      counter.classList.toggle('over', length > limit);
    };
    area.after(counter);
    area.setAttribute(
      'aria-describedby',
      `${area.getAttribute('aria-describedby') ?? ''} ${counter.id}`.trim(),
    );
    area.addEventListener('input', count);
    count();
  }

  const progress = form.querySelector('[data-progress]');
  const needed = (form.dataset.needed ?? '').split(' ');
  const showProgress = () => {
    const answered = new Set(fields().flatMap(([name, value]) => (value.trim() ? [name] : [])));
    const given = needed.filter((names) => names.split('|').some((name) => answered.has(name)));
    if (progress)
      progress.textContent = `${given.length} ${given.length < 2 ? 'réponse' : 'réponses'} sur ${needed.length}`;
  };
  form.addEventListener('input', showProgress);
  showProgress();
})();
