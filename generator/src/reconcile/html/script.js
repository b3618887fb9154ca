
'use strict';
// Shows and hides what is in the file. It makes no elements, and nothing that it writes is read as HTML.
(() => {
  const by = (id) => document.getElementById(id);
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  const aim = (link) => link.getAttribute('href').slice(1);
  const root = document.documentElement;
  const rule = by('rule'), outcome = by('outcome'), differences = by('differences'), search = by('search');

  const findings = new Map(all('article.e').map((el) => [el.id, {
    el, rule: el.dataset.rule, outcome: el.dataset.outcome, text: null,
  }]));
  const linked = (links) => links.map((link) => findings.get(aim(link))).filter(Boolean);
  const sections = all('details.s').map((el) => ({
    el,
    head: el.querySelector('summary > h3').textContent.toLowerCase(),
    found: linked(all(':scope > .at a', el)),
    rows: [],
    badge: el.querySelector('summary > .count'),
    item: null,
    open: el.open,
  }));
  const sectionOf = new Map(sections.map((section) => [section.el, section]));
  const rowOf = new Map();
  const rows = all('.r').map((el) => {
    const section = sectionOf.get(el.closest('details.s'));
    const above = el.parentElement.classList.contains('k') ? el.parentElement.previousElementSibling : null;
    const row = {
      el,
      section,
      above: above && rowOf.get(above),
      found: linked(all(':scope > div > .why a', el)),
      same: el.classList.contains('same'),
      text: null,
      shown: true,
      context: false,
    };
    rowOf.set(el, row);
    section.rows.push(row);
    return row;
  });
  const items = new Map(all('nav li > a').map((link) => [aim(link), link.parentElement]));
  for (const section of sections) section.item = items.get(section.el.id);

  // The filter.
  const low = (thing) => thing.text ??= thing.el.textContent.toLowerCase();
  // What a finding says itself, without the lines around those that it cites.
  const told = (finding) => finding.text ??= all('h3, h4, p, blockquote, mark', finding.el)
    .map((el) => el.textContent).join('\n').toLowerCase();
  // A row is found by the words of what was found about it, too.
  const says = (row, word) => low(row).includes(word) || row.found.some((finding) => told(finding).includes(word));
  const plural = (count, word) => `${count} ${word}${count === 1 ? '' : 's'}`;
  let filtered = false;

  const apply = () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const by_finding = rule.value || outcome.value;
    const active = Boolean(by_finding || differences.checked || words.length);
    const wanted = (finding) => (!rule.value || finding.rule === rule.value)
      && (!outcome.value || finding.outcome === outcome.value);
    const seen = new Set();
    let shownRows = 0, shownSections = 0;
    if (active && !filtered) for (const section of sections) section.open = section.el.open;
    for (const section of sections) {
      const missing = words.filter((word) => !section.head.includes(word));
      for (const row of section.rows) {
        row.shown = !active || ((!by_finding || row.found.some(wanted))
          && (!differences.checked || !row.same || row.found.length > 0)
          && missing.every((word) => says(row, word)));
        row.context = false;
      }
      let count = 0;
      for (const row of section.rows) {
        if (!row.shown) continue;
        count += 1;
        for (const finding of row.found) if (wanted(finding)) seen.add(finding);
        for (let above = row.above; active && above; above = above.above) above.context = true;
      }
      const own = section.found.filter((finding) => wanted(finding)
        && missing.every((word) => told(finding).includes(word)));
      const whole = !active || count > 0 || own.length > 0
        || (missing.length === 0 && !by_finding && !differences.checked);
      for (const finding of own) seen.add(finding);
      for (const row of section.rows) {
        row.el.hidden = !row.shown && !row.context;
        row.el.classList.toggle('context', !row.shown && row.context);
        if (row.context) {
          const fold = row.el.querySelector(':scope > .n > details');
          if (fold) fold.open = true;
        }
      }
      section.el.hidden = !whole;
      if (active) section.el.open = whole; else if (filtered) section.el.open = section.open;
      const inside = new Set(own);
      for (const row of section.rows) if (row.shown) for (const f of row.found) if (wanted(f)) inside.add(f);
      if (section.badge) section.badge.textContent = plural(inside.size, 'finding');
      if (section.item) {
        section.item.hidden = !whole;
        const badge = section.item.querySelector('.count');
        if (badge) badge.textContent = inside.size;
      }
      shownRows += count;
      if (whole) shownSections += 1;
    }
    let shownFindings = 0;
    for (const finding of findings.values()) {
      const shown = wanted(finding) && (words.length === 0 || seen.has(finding)
        || words.every((word) => told(finding).includes(word)));
      finding.el.hidden = !shown && !finding.el.classList.contains('open');
      if (shown) shownFindings += 1;
    }
    for (const heading of all('main > h2')) {
      let next = heading.nextElementSibling, any = false;
      for (; next && next.matches('details.s'); next = next.nextElementSibling) any ||= !next.hidden;
      heading.hidden = !any;
    }
    const tally = (select, matches) => {
      for (const option of select.options) {
        const count = [...findings.values()].filter((f) => matches(f, option.value)).length;
        option.textContent = `${option.dataset.name} (${count})`;
      }
    };
    tally(rule, (f, value) => (!value || f.rule === value) && (!outcome.value || f.outcome === outcome.value));
    tally(outcome, (f, value) => (!value || f.outcome === value) && (!rule.value || f.rule === rule.value));
    by('counts').textContent = [
      active ? `${shownFindings} of ${plural(findings.size, 'finding')}` : plural(findings.size, 'finding'),
      plural(shownRows, 'row'),
      plural(shownSections, 'section'),
    ].join(' · ');
    by('nothing').hidden = shownSections + shownFindings > 0;
    filtered = active;
  };

  // The evidence, beside the comparison.
  let open = null, opener = null;
  const address = (id) => {
    try { history.pushState(null, '', id ? `#${id}` : location.href.split('#')[0]); } catch { /* an address that cannot be changed stays */ }
  };
  const reveal = (el) => {
    for (let at = el.closest('details'); at; at = at.parentElement.closest('details')) at.open = true;
    for (let row = rowOf.get(el)?.above; row; row = row.above) {
      const fold = row.el.querySelector(':scope > .n > details');
      if (fold) fold.open = true;
    }
  };
  const rowsWith = (finding) => rows.filter((row) => row.found.includes(finding));
  const hide = () => {
    if (!open) return;
    open.el.classList.remove('open');
    open.el.classList.add('closed');
    for (const row of rowsWith(open)) row.el.classList.remove('current');
    open = null;
    by('close').hidden = true;
  };
  const show = (finding) => {
    hide();
    open = finding;
    for (const { el } of findings.values()) el.classList.add('closed');
    finding.el.hidden = false;
    finding.el.classList.add('open');
    for (const row of rowsWith(finding)) row.el.classList.add('current');
    by('close').hidden = false;
    finding.el.scrollTop = 0;
    finding.el.focus({ preventScroll: true });
    // What was looked at has moved to make room.
    opener?.scrollIntoView({ block: opener.matches('.r') ? 'center' : 'nearest' });
  };
  const close = () => {
    if (!open) return;
    hide();
    address('');
    opener?.focus({ preventScroll: true });
    opener?.scrollIntoView({ block: 'nearest' });
  };
  const follow = () => {
    let id = location.hash.slice(1);
    const finding = findings.get(id);
    if (finding) {
      const row = rowsWith(finding).find((one) => !one.el.hidden) ?? rowsWith(finding)[0];
      if (row) {
        if (row.el.hidden) clear();
        reveal(row.el);
        opener = row.el;
        row.el.tabIndex = -1;
      }
      show(finding);
      return;
    }
    hide();
    const el = id && document.getElementById(id);
    if (el) {
      if (el.closest('[hidden]')) clear();
      if (el.matches('details')) el.open = true;
      reveal(el);
      el.scrollIntoView({ block: el.matches('.r') ? 'center' : 'start' });
      if (el.matches('.r')) step(el);
    }
  };
  const clear = () => {
    rule.value = outcome.value = search.value = '';
    differences.checked = false;
    apply();
  };

  // The keys.
  const step = (el) => {
    reveal(el);
    el.tabIndex = -1;
    el.focus({ preventScroll: true });
    el.scrollIntoView({ block: 'center' });
  };
  const next = (list, forward) => {
    const at = document.activeElement;
    const here = at.closest?.('.r, details.s > summary') ?? (open && opener) ?? null;
    const index = list.indexOf(here);
    if (index >= 0) return list[index + (forward ? 1 : -1)];
    if (!here) return forward ? list[0] : list.at(-1);
    const after = list.findIndex((el) => here.compareDocumentPosition(el) & Node.DOCUMENT_POSITION_FOLLOWING);
    return forward ? list[after] : list[(after < 0 ? list.length : after) - 1];
  };
  const move = (list, forward) => {
    const el = next(list, forward);
    if (!el) return;
    const was = Boolean(open);
    if (was) hide();
    step(el);
    if (was) evidence(el);
  };
  const evidence = (el) => {
    const row = rowOf.get(el);
    if (!row || row.found.length === 0) return;
    opener = el;
    const at = row.found.indexOf(open);
    const finding = row.found[(at + 1) % row.found.length];
    address(finding.el.id);
    show(finding);
  };
  const evident = () => rows.filter((row) => row.shown && row.found.length).map((row) => row.el);
  const keys = {
    j: () => move(evident(), true),
    k: () => move(evident(), false),
    J: () => move(sections.filter((s) => !s.el.hidden).map((s) => s.el.querySelector('summary')), true),
    K: () => move(sections.filter((s) => !s.el.hidden).map((s) => s.el.querySelector('summary')), false),
    '/': () => { search.focus(); search.select(); },
    '?': () => by('help').showModal(),
    Escape: close,
    Enter: (event) => {
      const at = document.activeElement;
      if (at.matches('.r')) evidence(at);
      else if (at.matches('article.e') && opener) evidence(opener.closest('.r') ?? opener);
      else return false;
      return true;
    },
  };
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || by('help').open) return;
    const typing = event.target.matches('input:not([type=checkbox]), select, textarea');
    if (typing) {
      if (event.key === 'Escape') event.target.blur();
      return;
    }
    const key = Object.hasOwn(keys, event.key) ? keys[event.key] : null;
    if (key && key(event) !== false) event.preventDefault();
  });
  document.addEventListener('click', (event) => {
    const link = event.target.closest('a[href^="#"]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const finding = findings.get(aim(link));
    if (finding) {
      event.preventDefault();
      if (!link.closest('article')) opener = link;
      address(finding.el.id);
      show(finding);
    } else if (aim(link) === decodeURIComponent(location.hash.slice(1)) || aim(link) === location.hash.slice(1)) {
      event.preventDefault();
      follow();
    }
  });
  addEventListener('popstate', follow);

  // The controls.
  for (const control of [rule, outcome, differences]) control.addEventListener('change', apply);
  let waiting = 0;
  search.addEventListener('input', () => {
    clearTimeout(waiting);
    waiting = setTimeout(apply, rows.length > 5000 ? 250 : 30);
  });
  by('reset').addEventListener('click', clear);
  by('close').addEventListener('click', close);
  by('keys').addEventListener('click', () => by('help').showModal());
  by('help-close').addEventListener('click', () => by('help').close());
  const fold = by('fold');
  const folds = () => {
    const any = sections.some((section) => section.el.open);
    fold.textContent = any ? 'Close all' : 'Open all';
    return any;
  };
  fold.addEventListener('click', () => {
    const any = folds();
    for (const section of sections) section.el.open = !any;
    folds();
  });
  const themes = { auto: ['◐ auto', 'as the system'], light: ['○ light', 'light'], dark: ['● dark', 'dark'] };
  const paint = (name) => {
    const theme = Object.hasOwn(themes, name) ? name : 'auto';
    if (theme === 'auto') delete root.dataset.theme; else root.dataset.theme = theme;
    by('theme').textContent = themes[theme][0];
    by('theme').setAttribute('aria-label', `Colours: ${themes[theme][1]}`);
    return theme;
  };
  let theme = 'auto';
  try { theme = localStorage.getItem('truespec-theme') ?? 'auto'; } catch { /* nothing is kept */ }
  theme = paint(theme);
  by('theme').addEventListener('click', () => {
    const names = Object.keys(themes);
    theme = paint(names[(names.indexOf(theme) + 1) % names.length]);
    try { localStorage.setItem('truespec-theme', theme); } catch { /* nothing is kept */ }
  });
  let before = [];
  addEventListener('beforeprint', () => {
    before = sections.map((section) => section.el.open);
    for (const section of sections) section.el.open = true;
  });
  addEventListener('afterprint', () => sections.forEach((section, at) => { section.el.open = before[at]; }));

  if (matchMedia('(max-width: 1100px)').matches) by('contents').open = false;
  by('bar').hidden = false;
  apply();
  folds();
  if (location.hash) follow();
})();
