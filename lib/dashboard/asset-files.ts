import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { type Answer, bare, text } from './answer.js';
import type { Assets } from './api.js';
import { hasAlready } from './etag.js';
import { notFound } from './refusal.js';

interface File {
  readonly text: string;
  readonly hash: string;
  readonly type: string;
  /** Made at the first request that wants it. */
  zipped: Uint8Array | undefined;
}

const TYPES: Readonly<Record<keyof Assets, string>> = {
  'app.js': 'text/javascript; charset=utf-8',
  'app.css': 'text/css; charset=utf-8',
  'icon.svg': 'image/svg+xml; charset=utf-8',
};

/** The files of the page, each under a name that changes with what it holds. */
export class AssetFiles {
  readonly #files: ReadonlyMap<string, File>;

  constructor(assets: Assets) {
    const names = Object.keys(TYPES) as (keyof Assets)[];
    this.#files = new Map(
      names.map(name => [
        name,
        { text: assets[name], hash: hashOf(assets[name]), type: TYPES[name], zipped: undefined },
      ]),
    );
  }

  /** The address of a file, relative to the page. */
  link(name: keyof Assets): string {
    return `?asset=${name}&v=${this.#files.get(name)?.hash}`;
  }

  /** @throws Refusal if there is no such file */
  answer(name: string, version: string | undefined, accepts: string, ifNoneMatch: string | undefined): Answer {
    const file = this.#files.get(name);
    if (file === undefined) throw notFound('there is no such file');
    const isFixed = version === file.hash;
    const etag = `"${file.hash}"`;
    const headers = {
      etag,
      'cache-control': isFixed ? 'private, max-age=31536000, immutable' : 'private, no-cache',
      vary: 'accept-encoding, cookie, authorization',
    };
    if (hasAlready(etag, ifNoneMatch)) return bare(304, headers);
    if (!/\bgzip\b(?! *; *q=0(?:\.0*)?(?:,| |$))/.test(accepts)) return text(file.text, file.type, 200, headers);
    file.zipped ??= zipped(file.text);
    return text(file.zipped, file.type, 200, { ...headers, 'content-encoding': 'gzip' });
  }
}

/** A file as it is sent: small blocks suit one in which code and sentences alternate. */
export function zipped(content: string): Uint8Array {
  return gzipSync(content, { level: 9, memLevel: 7 });
}

function hashOf(content: string): string {
  return createHash('sha256').update(content).digest('base64url').slice(0, 12);
}
