// SPDX-License-Identifier: Apache-2.0

'use strict';

const vscode = require('vscode');
const { LanguageClient, TransportKind } = require('vscode-languageclient/node');

/** The documents that may be templates. */
const documents = [
  { scheme: 'file', language: 'html' },
  { scheme: 'file', language: 'xml' },
  { scheme: 'file', language: 'page-template' },
  { scheme: 'file', language: 'plaintext', pattern: '**/*.txt' },
];

/** The clients by the URIs of their folders: a server looks after one folder. */
const clients = new Map();

function serverOptions(folder) {
  const settings = vscode.workspace.getConfiguration('talisman', folder.uri);
  return {
    command: settings.get('command', 'talisman'),
    args: ['lsp', ...settings.get('arguments', [])],
    transport: TransportKind.stdio,
    options: { cwd: folder.uri.fsPath },
  };
}

async function start(folder) {
  const key = folder.uri.toString();
  if (clients.has(key)) return;
  const pattern = `${folder.uri.fsPath.replaceAll('\\', '/')}/**/*`;
  const client = new LanguageClient('talisman', 'Talisman', serverOptions(folder), {
    documentSelector: documents.map((document) => ({
      ...document,
      pattern: document.pattern ? `${folder.uri.fsPath}/${document.pattern}` : pattern,
    })),
    workspaceFolder: folder,
    diagnosticCollectionName: 'talisman',
  });
  clients.set(key, client);
  try {
    await client.start();
  } catch (error) {
    clients.delete(key);
    const choice = await vscode.window.showErrorMessage(
      `The talisman command cannot be started: ${error.message ?? error}`,
      'Open settings',
    );
    if (choice) {
      await vscode.commands.executeCommand('workbench.action.openSettings', 'talisman.command');
    }
  }
}

async function stop(key) {
  const client = clients.get(key);
  clients.delete(key);
  if (client) await client.stop();
}

async function startAll() {
  await Promise.all((vscode.workspace.workspaceFolders ?? []).map(start));
}

async function stopAll() {
  await Promise.all([...clients.keys()].map(stop));
}

async function restart() {
  await stopAll();
  await startAll();
}

async function activate(context) {
  context.subscriptions.push(
    vscode.commands.registerCommand('talisman.restart', restart),
    vscode.workspace.onDidChangeConfiguration(async (event) => {
      if (event.affectsConfiguration('talisman')) await restart();
    }),
    vscode.workspace.onDidChangeWorkspaceFolders(async (event) => {
      await Promise.all(event.removed.map((folder) => stop(folder.uri.toString())));
      await Promise.all(event.added.map(start));
    }),
  );
  await startAll();
}

module.exports = { activate, deactivate: stopAll };
