// SPDX-License-Identifier: Apache-2.0

'use strict';

const assert = require('node:assert/strict');
const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const { afterEach, beforeEach, test } = require('node:test');
const { state, folder } = require('./stub.js');
const extension = require('../extension.js');

const root = join(__dirname, '..');
const read = (name) => JSON.parse(readFileSync(join(root, name), 'utf8'));
const running = () => state.clients.filter((client) => client.running);

beforeEach(() => {
  Object.assign(state, { clients: [], settings: {}, folders: [], errors: [], failure: null });
});

afterEach(() => extension.deactivate());

const activate = () => extension.activate({ subscriptions: [] });

test('starts a server for each folder', async () => {
  state.folders = [folder('/a'), folder('/b')];
  await activate();
  assert.deepEqual(
    running().map((client) => [client.server.command, client.server.args, client.server.options]),
    [
      ['talisman', ['lsp'], { cwd: '/a' }],
      ['talisman', ['lsp'], { cwd: '/b' }],
    ],
  );
  const selector = running()[0].client.documentSelector;
  assert(selector.every((document) => document.pattern.startsWith('/a/')));
  assert(selector.some((document) => document.language === 'page-template'));
});

test('runs the command of the settings', async () => {
  state.folders = [folder('/a')];
  state.settings = {
    'talisman.command': '/opt/shop-templates',
    'talisman.arguments': ['--data', 'samples'],
  };
  await activate();
  assert.equal(running()[0].server.command, '/opt/shop-templates');
  assert.deepEqual(running()[0].server.args, ['lsp', '--data', 'samples']);
});

test('starts anew where its settings change', async () => {
  state.folders = [folder('/a')];
  await activate();
  state.settings = { 'talisman.command': 'other' };
  await state.listeners.configuration({ affectsConfiguration: (name) => name === 'editor' });
  assert.equal(running()[0].server.command, 'talisman');
  await state.listeners.configuration({ affectsConfiguration: (name) => name === 'talisman' });
  assert.deepEqual(running().map((client) => client.server.command), ['other']);
  await state.commands.get('talisman.restart')();
  assert.equal(running().length, 1);
  assert.equal(state.clients.length, 3);
});

test('follows the folders of the editor', async () => {
  const [first, second] = [folder('/a'), folder('/b')];
  state.folders = [first];
  await activate();
  await state.listeners.folders({ added: [second], removed: [first] });
  assert.deepEqual(running().map((client) => client.server.options.cwd), ['/b']);
});

test('ends all servers', async () => {
  state.folders = [folder('/a')];
  await activate();
  await extension.deactivate();
  assert.equal(running().length, 0);
});

test('says what to do where the command is missing', async () => {
  state.folders = [folder('/a')];
  state.failure = new Error('spawn talisman ENOENT');
  await activate();
  assert.deepEqual(state.errors, [
    'The talisman command cannot be started: spawn talisman ENOENT',
  ]);
});

test('names files that there are', () => {
  const { main, contributes } = read('package.json');
  const files = [
    main,
    ...contributes.languages.map((language) => language.configuration),
    ...contributes.grammars.map((grammar) => grammar.path),
    ...contributes.html.customData,
  ];
  for (const file of files.filter((name) => name.endsWith('.json'))) read(file);
  for (const grammar of contributes.grammars) {
    assert.equal(read(grammar.path).scopeName, grammar.scopeName);
  }
  for (const language of contributes.languages) read(language.configuration);
});

test('the grammar includes only what it has', () => {
  const grammar = read('syntaxes/statements.tmLanguage.json');
  const visit = (node) => {
    if (Array.isArray(node)) return node.forEach(visit);
    if (node === null || typeof node !== 'object') return undefined;
    if (typeof node.include === 'string' && node.include.startsWith('#')) {
      assert(grammar.repository[node.include.slice(1)], node.include);
    }
    return Object.values(node).forEach(visit);
  };
  visit(grammar);
});
