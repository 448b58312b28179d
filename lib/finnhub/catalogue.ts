// @ts-types="./finnhub_package.d.ts"
import { DefaultApi } from "finnhub";
import type { Callback, Params } from "./finnhub_package.d.ts";

export type { Params };

/** Receives what a method of the catalogue wants asked. */
export type Send = (path: string, params: Params) => void;

/**
 * The official client as a catalogue of endpoints: its methods name paths and parameters, our transport sends them.
 * The package's own transport is never reached: it puts the key into the URL, knows no timeout, takes HTML
 * for data, and calls a throwing callback twice. It is never given the key either.
 */
export class Catalogue extends DefaultApi {
  readonly #send: Send;

  constructor(send: Send) {
    super("");
    this.#send = send;
  }

  override _callApi(path: string, params: Params, _callback: Callback): void {
    this.#send(path, params);
  }
}

/** Stands where the catalogue's methods want a callback; answers come as promises here. */
export function unused(): void {}
