// SAMP from a web page: the calls of the Web Profile (SAMP 1.3, 5) that sending needs.
//
// The hub is spoken to at 127.0.0.1: "localhost" may be ::1 first, where hubs do not listen, and a page that came by https may speak to the numeric loopback
// address (Secure Contexts, 3.2), as far as the browser's user agrees.

const HUB = 'http://127.0.0.1:21012/';
const WAIT_SECONDS = 60;

/** There is no hub, or it was not allowed to speak to it. */
export class NoHub extends Error {}

/** The hub answered, and refused. */
export class HubFault extends Error {}

const escaped = text => String(text).replace(/[&<>]/g, c => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[c]);

// Of SAMP's three types (3.3): string, list and map.
function toXml(value) {
  if (Array.isArray(value)) return `<value><array><data>${value.map(toXml).join('')}</data></array></value>`;
  if (typeof value === 'object') {
    const members = Object.entries(value).map(([name, v]) => `<member><name>${escaped(name)}</name>${toXml(v)}</member>`);
    return `<value><struct>${members.join('')}</struct></value>`;
  }
  return `<value><string>${escaped(value)}</string></value>`;
}

function fromXml(value) {
  const typed = value.firstElementChild;
  if (!typed) return value.textContent;
  if (typed.tagName === 'array') return [...typed.firstElementChild.children].map(fromXml);
  if (typed.tagName !== 'struct') return typed.textContent;
  return Object.fromEntries([...typed.children].map(member => [member.children[0].textContent, fromXml(member.children[1])]));
}

async function call(method, ...parameters) {
  const body = `<?xml version="1.0"?><methodCall><methodName>samp.webhub.${method}</methodName>`
    + `<params>${parameters.map(p => `<param>${toXml(p)}</param>`).join('')}</params></methodCall>`;
  let text;
  try {
    const answer = await fetch(HUB, { method: 'POST', headers: { 'Content-Type': 'text/xml' }, body });
    text = await answer.text();
  } catch {
    throw new NoHub(`No SAMP hub answers at ${HUB}`);
  }
  const xml = new DOMParser().parseFromString(text, 'text/xml');
  const value = xml.querySelector('methodResponse > params > param > value');
  if (value) return fromXml(value);
  const fault = xml.querySelector('methodResponse > fault > value');
  throw new HubFault(fault ? fromXml(fault).faultString : 'the answer of the hub is not XML-RPC');
}

/** A registration with the hub. */
export class SampConnection {
  #key;

  constructor(key) {
    this.#key = key;
  }

  /** Registers; the hub asks its user. */
  static async open(metadata) {
    const registered = await call('register', { 'samp.name': metadata['samp.name'] });
    const connection = new SampConnection(registered['samp.private-key']);
    await call('declareMetadata', connection.#key, metadata);
    return connection;
  }

  /** Sends a message to every program that takes its kind, and waits for them. Gives the name of each with what was wrong, null for nothing. */
  async send(mtype, parameters) {
    const takers = Object.keys(await call('getSubscribedClients', this.#key, mtype));
    return Promise.all(takers.map(async id => {
      const name = (await call('getMetadata', this.#key, id))['samp.name'] ?? id;
      const message = { 'samp.mtype': mtype, 'samp.params': parameters };
      const response = await call('callAndWait', this.#key, id, message, String(WAIT_SECONDS));
      return { name, fault: response['samp.status'] === 'samp.ok' ? null : response['samp.error']?.['samp.errortxt'] ?? response['samp.status'] };
    }));
  }

  close() {
    return call('unregister', this.#key);
  }
}
