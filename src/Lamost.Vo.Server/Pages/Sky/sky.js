// The page of the sky: what this service has, drawn by Aladin Lite from the same addresses that every other client uses. The address of the page holds its state.

import { NoHub, SampConnection } from './samp.js';

const root = document.baseURI.replace(/\/$/, '');
const $ = id => document.getElementById(id);
const address = new URLSearchParams(location.search);

let aladin, A, hips = [], chosen, cone, source;
const layers = {};

function say(where, text) {
  $(where).textContent = text;
}

// hipslist (HiPS 1.0, 5.3): records of "key = value", divided by blank lines.
function parseHipsList(text) {
  return text.split(/\n\s*\n/).filter(r => r.trim()).map(record => Object.fromEntries(
    record.split('\n').filter(l => l.includes('=') && !l.startsWith('#')).map(l => [l.slice(0, l.indexOf('=')).trim(), l.slice(l.indexOf('=') + 1).trim()])));
}

// The last parts of .../hips/{release}/{table} name the table in every other address too.
const nameOf = record => record.hips_service_url.replace(/\/$/, '').split('/').slice(-2).join('/');
const catalogues = () => hips.filter(h => h.dataproduct_type === 'catalog');
const url = path => `${root}/${path}`;

function remember() {
  const state = new URLSearchParams({ table: nameOf(chosen) });
  state.set('show', ['density', 'catalogue', 'coverage'].filter(l => $(l).checked).join(','));
  if (cone) state.set('cone', `${cone.ra},${cone.dec},${cone.radius}`);
  history.replaceState(null, '', `?${state}`);
}

function drop(layer) {
  if (layers[layer]) aladin.removeOverlay(layers[layer]);
  delete layers[layer];
}

function draw() {
  const table = nameOf(chosen);
  aladin.getBaseImageLayer()?.setOpacity($('density').checked ? 1 : 0);
  drop('catalogue');
  drop('coverage');
  if ($('coverage').checked) {
    layers.coverage = A.MOCFromURL(url(`coverage/${table}.fits?ORDER=7`), { name: `Coverage of ${table}`, color: '#58d0a8', opacity: 0.25, lineWidth: 1 });
    aladin.addMOC(layers.coverage);
  }
  if ($('catalogue').checked) {
    layers.catalogue = A.catalogHiPS(url(`hips/${table}`), { name: chosen.obs_title, sourceSize: 9, color: '#ff4fd8', onClick: 'showTable' });
    aladin.addCatalog(layers.catalogue);
  }
  remember();
}

function choose(record) {
  chosen = record;
  cone = source = undefined;
  drop('cone');
  drop('circle');
  $('source').hidden = true;
  $('send-table').disabled = $('send-spectrum').disabled = true;
  say('found', '');
  $('simulated').hidden = !/simulated/i.test(record.obs_title + record.obs_description);
  aladin.setBaseImageLayer(aladin.newImageSurvey(url(`hips/${nameOf(record)}/density`), { name: `Density of ${nameOf(record)}` }));
  draw();
}

function coneUrl() {
  return url(`scs/${nameOf(chosen)}?RA=${cone.ra}&DEC=${cone.dec}&SR=${cone.radius}`);
}

async function search() {
  const text = $('place').value.trim();
  const numbers = text ? text.split(/[\s,]+/).map(Number) : aladin.getRaDec();
  const radius = Number($('radius').value);
  if (numbers.length !== 2 || !numbers.every(Number.isFinite) || Math.abs(numbers[1]) > 90) return say('found', 'Write two numbers in degrees, such as 120.5 +30.25.');
  if (!(radius > 0 && radius <= 5)) return say('found', 'The radius is more than 0 and at most 5 degrees.');
  cone = { ra: numbers[0], dec: numbers[1], radius };
  drop('cone');
  drop('circle');
  say('found', 'Searching ...');
  if (text) aladin.gotoRaDec(cone.ra, cone.dec);
  if (text) aladin.setFoV(Math.max(4 * radius, 0.05));
  const failed = () => say('found', 'The search was not answered.');
  layers.cone = A.catalogFromURL(coneUrl(), { name: 'Cone search', shape: 'circle', sourceSize: 12, color: '#ff6f61', onClick: 'showTable' }, catalogue => {
    const count = catalogue.sources.length;
    say('found', `${count.toLocaleString('en')} ${count === 1 ? 'source' : 'sources'} within ${radius}°.`);
    $('send-table').disabled = count === 0;
    if (count > 0) pick(catalogue.sources[0]);
  }, failed, false);
  aladin.addCatalog(layers.cone);
  layers.circle = A.graphicOverlay({ color: '#ff6f61', lineWidth: 1 });
  aladin.addOverlay(layers.circle);
  layers.circle.add(A.circle(cone.ra, cone.dec, radius));
  remember();
}

// A source is its row; its identifier, the column that cone search and HiPS mark as main, is the name of its spectrum.
function pick(object) {
  const key = object?.data && (object.data.obsid ?? object.data.mobsid);
  if (!key) return;
  source = { key, release: nameOf(chosen).split('/')[0], name: object.data.designation ?? key };
  $('source').hidden = false;
  say('source-name', `${source.name} (${key})`);
  const spectrum = url(`spectra/${source.release}/${key}`);
  $('source-page').href = spectrum + '.svg';
  $('preview').hidden = false;
  $('preview').src = spectrum + '.svg?theme=light';
  $('send-spectrum').disabled = false;
}

async function send(what, mtype, parameters) {
  say('sent', 'Asking the hub; it may ask you whether this page is welcome ...');
  try {
    const connection = await SampConnection.open({ 'samp.name': 'Lamost.Vo', 'samp.description.text': 'The page of the sky of ' + root, 'samp.documentation.url': root });
    try {
      const takers = await connection.send(mtype, parameters);
      say('sent', takers.length === 0
        ? `A hub answers, but no program that is connected to it takes ${mtype}. Start one that does: TOPCAT for tables, SPLAT or CASSIS for spectra, Aladin for coverages.`
        : takers.map(t => t.fault ? `${t.name} could not take ${what}: ${t.fault}` : `${t.name} has ${what}.`).join(' '));
    } finally {
      await connection.close();
    }
  } catch (e) {
    say('sent', e instanceof NoHub
      ? `No SAMP hub answers on this computer (${e.message.split(' at ')[1]}). Start TOPCAT or Aladin, which bring one, allow the browser to reach local programs if it asks, and send again. Without a hub: ${parameters.url}`
      : `The hub refused: ${e.message}`);
  }
}

function sendTable() {
  return send('the table', 'table.load.votable', { url: coneUrl(), 'table-id': coneUrl(), name: `${nameOf(chosen)} around ${cone.ra}, ${cone.dec}` });
}

// SAMP MType spectrum.load.ssa-generic: what is known of the spectrum under utypes of SSA.
function sendSpectrum() {
  const at = url(`spectra/${source.release}/${source.key}.fits`);
  return send('the spectrum', 'spectrum.load.ssa-generic', {
    url: at, 'spectrum-id': at, name: source.name,
    meta: { 'Access.Reference': at, 'Access.Format': 'application/fits', 'vox:spectrum_format': 'application/fits', 'Target.Name': String(source.name), 'DataID.Title': `${source.name} (${source.key})` },
  });
}

function sendCoverage() {
  const at = url(`coverage/${nameOf(chosen)}.fits`);
  return send('the coverage', 'coverage.load.moc.fits', { url: at, 'coverage-id': at, name: `Coverage of ${nameOf(chosen)}` });
}

async function start() {
  const answer = await fetch('hipslist');
  if (!answer.ok) throw new Error(`The list of maps was answered with ${answer.status}: ${(await answer.text()).slice(0, 300)}`);
  hips = parseHipsList(await answer.text());
  if (catalogues().length === 0) throw new Error('No table with positions is published here yet.');
  try {
    A = (await import('./aladin-lite.js')).default;
    await A.init;
  } catch (e) {
    throw new Error(`Aladin Lite, which draws the sky, cannot be had: ${e.message}. Where the service was built without it, docs/howto/see-the-sky.md tells how to add it.`);
  }
  for (const record of catalogues()) $('table').add(new Option(record.obs_title, nameOf(record)));
  const first = catalogues().find(h => nameOf(h) === address.get('table')) ?? catalogues()[0];
  $('table').value = nameOf(first);
  for (const layer of ['density', 'catalogue', 'coverage']) if (address.has('show')) $(layer).checked = address.get('show').split(',').includes(layer);
  aladin = A.aladin('#map', {
    survey: url(`hips/${nameOf(first)}/density`), cooFrame: 'ICRSd', projection: 'AIT', log: false, reticleColor: '#ffffff', samp: false,
    target: `${first.hips_initial_ra ?? 180} ${first.hips_initial_dec ?? 30}`, fov: Number(address.get('fov') ?? 360),
    showProjectionControl: true, showFrame: false, showSimbadPointerControl: false, showShareControl: false, expandLayersControl: false,
  });
  aladin.on('objectClicked', pick);
  const asked = address.get('cone')?.split(',');
  choose(first);
  $('table').addEventListener('change', () => choose(catalogues().find(h => nameOf(h) === $('table').value)));
  for (const layer of ['density', 'catalogue', 'coverage']) $(layer).addEventListener('change', draw);
  $('panel').addEventListener('submit', e => {
    e.preventDefault();
    search();
  });
  $('send-table').addEventListener('click', sendTable);
  $('send-spectrum').addEventListener('click', sendSpectrum);
  $('send-coverage').addEventListener('click', sendCoverage);
  $('preview').addEventListener('error', () => {
    $('preview').hidden = true;
    say('source-name', `${source.name} (${source.key}): its spectrum is not here`);
    $('send-spectrum').disabled = true;
  });
  if (asked) {
    [$('place').value, $('radius').value] = [`${asked[0]} ${asked[1]}`, asked[2]];
    await search();
  }
  document.body.dataset.ready = 'true';
}

start().catch(e => say('trouble', e.message));
