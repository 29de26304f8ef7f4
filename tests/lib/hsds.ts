// The standard's own schemas, as judges of what we publish.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, inflateRawSync } from 'node:zlib';
import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { reachline, type Hotline } from './hotline';

export type Version = '3.0' | '3.1-dev';
export const versions: Version[] = ['3.0', '3.1-dev'];
type Schema = Record<string, any>;

const folder = join(process.cwd(), 'data/hsds');

function text(path: string): string {
  return path.endsWith('.gz') ? gunzipSync(readFileSync(path)).toString('utf8') : readFileSync(path, 'utf8');
}
function read(version: Version, name: string): Schema {
  const isLarge = ['service', 'organization', 'service_at_location'].includes(name);
  const path = name.startsWith('taxonomy') || name === 'metadata' || name === 'openapi' || name === 'datapackage' ? name : `compiled/${name}`;
  return JSON.parse(text(join(folder, version, `${path}.json${isLarge ? '.gz' : ''}`)));
}

/** What the profile adds to each record: a JSON merge patch (RFC 7396) for each schema. */
export type Patches = Record<string, { properties: Schema }>;

/** Refuses every property that neither the standard nor the profile names. */
function closed(schema: any, patches: Patches): any {
  if (Array.isArray(schema)) return schema.map((one) => closed(one, patches));
  if (schema === null || typeof schema !== 'object') return schema;
  const made: Schema = {};
  for (const [key, value] of Object.entries(schema)) made[key] = closed(value, patches);
  if (typeof schema.name === 'string' && schema.path && schema.properties) {
    made.properties = { ...made.properties, ...patches[`${schema.name}.json`]?.properties };
    made.additionalProperties = false;
  }
  return made;
}

function validator(): Ajv {
  // The standard's files carry keywords of the tabular form, which are not JSON Schema's.
  const ajv = new Ajv({ strict: false, allErrors: false });
  (addFormats as unknown as (to: Ajv) => void)(ajv);
  // Its OpenAPI document writes the format of a time in this way.
  ajv.addFormat('datetime', true);
  return ajv;
}

export class Judge {
  private readonly known = new Map<string, ValidateFunction>();
  constructor(
    readonly version: Version,
    private readonly patches: Patches,
  ) {}

  /** The first fault of a record, with where it lies; undefined when there is none. */
  fault(schema: string, record: unknown, isClosed: 'open' | 'closed' = 'open'): string | undefined {
    const key = `${schema} ${isClosed}`;
    if (!this.known.has(key)) {
      const ajv = validator();
      const prepare = (name: string) => (isClosed === 'closed' ? closed(read(this.version, name), this.patches) : read(this.version, name));
      for (const other of ['metadata', 'taxonomy', 'taxonomy_term']) if (other !== schema) ajv.addSchema(prepare(other), `${other}.json`);
      this.known.set(key, ajv.compile(prepare(schema)));
    }
    const validate = this.known.get(key)!;
    if (validate(record)) return undefined;
    const first = validate.errors![0];
    return `${this.version} ${schema}${first.instancePath}: ${first.message} ${JSON.stringify(first.params)}`;
  }
}

/** What the OpenAPI document of the standard says of each path: methods, parameters, the schema answered. */
export interface Operation {
  path: string;
  method: 'get' | 'post';
  parameters: string[];
  /** Name of a schema: of the answer itself, or of the records of a page. */
  answers: string;
  isPage: boolean;
}
export function operations(version: Version): Operation[] {
  const document = read(version, 'openapi');
  const nameOf = (reference: string) => reference.slice(reference.lastIndexOf('/') + 1).replace('.json', '');
  const found: Operation[] = [];
  for (const [path, item] of Object.entries<any>(document.paths))
    for (const method of ['get', 'post'] as const) {
      const operation = item[method];
      if (!operation || path === '/') continue;
      const schema = operation.responses['200'].content['application/json'].schema;
      const isPage = schema.properties?.contents !== undefined;
      found.push({
        path,
        method,
        parameters: (operation.parameters ?? []).map((one: any) => one.name ?? nameOf(one.$ref)),
        answers: nameOf(isPage ? schema.properties.contents.items.$ref : schema.$ref),
        isPage,
      });
    }
  return found;
}

/** The envelope of a page, from the same document. */
export function pageFault(version: Version, page: unknown): string | undefined {
  const schema = read(version, 'openapi').components.schemas.Page;
  const validate = validator().compile({ ...schema, required: [...Object.keys(schema.properties), 'contents'] });
  return validate(page) ? undefined : JSON.stringify(validate.errors![0]);
}

export interface TableOfStandard {
  name: string;
  path: string;
  schema: { fields: { name: string; type: string; constraints?: { required?: boolean; enum?: string[] } }[] };
}
export function tables(version: Version): TableOfStandard[] {
  return read(version, 'datapackage').resources as TableOfStandard[];
}

/** RFC 4180, the guard of cells that look like formulas taken off. */
export function rowsOf(csv: string): Record<string, string>[] {
  const lines: string[][] = [[]];
  let cell = '';
  let isQuoted = false;
  for (let i = 0; i < csv.length; ++i) {
    const c = csv[i];
    if (isQuoted && c === '"' && csv[i + 1] === '"') cell += csv[++i];
    else if (c === '"') isQuoted = !isQuoted;
    else if (isQuoted) cell += c;
    else if (c === ',' || c === '\n') {
      lines.at(-1)!.push(cell.replace(/\r$/, ''));
      cell = '';
      if (c === '\n') lines.push([]);
    } else cell += c;
  }
  lines.pop();
  const header = lines.shift()!;
  return lines.map((line) => Object.fromEntries(header.map((name, n) => [name, (line[n] ?? '').replace(/^'(?=[=+\-@\t\r'])/, '')])));
}

/** The files of a zip, by its central directory (APPNOTE 4.3.12). */
export function unzipped(zip: Buffer): Map<string, string> {
  const files = new Map<string, string>();
  const end = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  let at = zip.readUInt32LE(end + 16);
  for (let n = zip.readUInt16LE(end + 10); n > 0; --n) {
    const [method, packed, nameLength, extra, comment, local] = [zip.readUInt16LE(at + 10), zip.readUInt32LE(at + 20), zip.readUInt16LE(at + 28), zip.readUInt16LE(at + 30), zip.readUInt16LE(at + 32), zip.readUInt32LE(at + 42)];
    const from = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const bytes = zip.subarray(from, from + packed);
    files.set(zip.toString('utf8', at + 46, at + 46 + nameLength), (method === 8 ? inflateRawSync(bytes) : bytes).toString('utf8'));
    at += 46 + nameLength + extra + comment;
  }
  return files;
}

/** Everything in the directory, by way of a sealed export and the recovery key of the demonstration. */
export function wholeDirectory(hotline: Hotline): any {
  const folder = mkdtempSync(join(tmpdir(), 'reachline-directory-'));
  try {
    const sealed = join(folder, 'sealed');
    const opened = join(folder, 'opened.json');
    const recoveryKey = readFileSync(join(hotline.data, 'recovery-key-of-the-demo'), 'utf8');
    for (const ended of [
      reachline(['directory', 'export', sealed, '--all', '--data', hotline.data, '--share', process.cwd()]),
      reachline(['directory', 'unseal', sealed, opened], recoveryKey),
    ])
      if (ended.status !== 0) throw new Error(ended.complained);
    return JSON.parse(readFileSync(opened, 'utf8'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
