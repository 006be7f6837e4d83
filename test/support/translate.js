'use strict';

/*
 * Translates TypeScript as jsii-rosetta does: `translate.js <language>…` reads a list of samples in JSON, and prints for
 * each what it is in these languages. A sample has a `source`, and a `folder` if it is a file of that folder; without
 * one it is put into the fixture of the examples in docstrings.
 */
const { readFileSync } = require('node:fs');
const path = require('node:path');
const rosetta = require('jsii-rosetta');

const ROOT = path.resolve(__dirname, '../..');
const { $COMPILATION_DIRECTORY } = rosetta.SnippetParameters;

/** As rosetta does with the examples of docstrings: imports and declarations stay at the top, the rest is in a stack. */
function inFixture(source) {
  const fixture = readFileSync(path.join(ROOT, 'rosetta/default.ts-fixture'), 'utf8');
  const [, head, rest] = /^((?:(?:import|declare) [^;]*;\n|\n)*)([^]*)$/.exec(source);
  const shown = (text) => `/// !show\n${text}\n/// !hide`;
  return `/// !hide\n${shown(head)}\n${fixture.replace('/// here', () => shown(rest))}`;
}

function snippetOf({ name, source, folder }) {
  const complete = folder === undefined ? inFixture(source) : source;
  const parameters = { [$COMPILATION_DIRECTORY]: path.join(ROOT, folder ?? '.') };
  return rosetta.typeScriptSnippetFromSource(complete, { api: { api: 'file', fileName: name } }, true, parameters);
}

const languages = process.argv.slice(2);
const translator = new rosetta.Translator(true);
const snippets = JSON.parse(readFileSync(0, 'utf8')).map(snippetOf);
const translations = translator.translateSnippets(snippets, languages);
const errors = translator.diagnostics.filter(({ isError }) => isError).map(({ formattedMessage }) => formattedMessage);
if (errors.length > 0) throw new Error(errors.join('\n'));
console.log(
  JSON.stringify(
    translations.map((translation) =>
      Object.fromEntries(languages.map((language) => [language, translation.get(language).source])),
    ),
  ),
);
