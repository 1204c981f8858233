// SPDX-License-Identifier: Apache-2.0

'use strict';

// Stands for the modules that only an editor has.

const Module = require('node:module');

const state = {
  clients: [],
  commands: new Map(),
  listeners: {},
  settings: {},
  folders: [],
  errors: [],
  failure: null,
};

const disposable = { dispose() {} };

function listener(name) {
  return (callback) => {
    state.listeners[name] = callback;
    return disposable;
  };
}

class LanguageClient {
  constructor(id, name, server, client) {
    Object.assign(this, { id, name, server, client, running: false });
    state.clients.push(this);
  }

  async start() {
    if (state.failure) throw state.failure;
    this.running = true;
  }

  async stop() {
    this.running = false;
  }
}

const modules = {
  vscode: {
    workspace: {
      get workspaceFolders() {
        return state.folders;
      },
      getConfiguration: (section) => ({
        get: (key, fallback) => state.settings[`${section}.${key}`] ?? fallback,
      }),
      onDidChangeConfiguration: listener('configuration'),
      onDidChangeWorkspaceFolders: listener('folders'),
    },
    window: {
      async showErrorMessage(text) {
        state.errors.push(text);
      },
    },
    commands: {
      registerCommand(name, callback) {
        state.commands.set(name, callback);
        return disposable;
      },
      async executeCommand() {},
    },
  },
  'vscode-languageclient/node': { LanguageClient, TransportKind: { stdio: 0 } },
};

const load = Module._load;
Module._load = (name, ...rest) => modules[name] ?? load(name, ...rest);

/** A folder of the editor. */
function folder(path) {
  return { uri: { fsPath: path, toString: () => `file://${path}` }, name: path };
}

module.exports = { state, folder };
