import fs from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { en } from '../src/i18n/en';

const source = new URL('../src/', import.meta.url).pathname;
const files = fs
  .readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name) && !name.startsWith('i18n/'))
  .map((name) => ({ name, text: fs.readFileSync(path.join(source, name), 'utf8') }));

/** Attributes that a person reads or hears. */
const READ = new Set(['aria-label', 'aria-description', 'aria-valuetext', 'alt', 'title', 'placeholder', 'label', 'summary']);
/** The key's own name is the same in every language. */
const SAME_EVERYWHERE = new Set(['Alt']);

function wordsIn({ name, text }: { name: string; text: string }): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const words = ts.isJsxText(node)
      ? node.text.trim()
      : ts.isJsxAttribute(node) && READ.has(node.name.getText()) && node.initializer && ts.isStringLiteral(node.initializer)
        ? node.initializer.text
        : '';
    if (/\p{L}{2}/u.test(words) && !SAME_EVERYWHERE.has(words)) found.push(`${name}: ${words}`);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX));
  return found;
}

describe('the words of the app', () => {
  it('are all among the strings, so that a translation finds them in one place', () => {
    expect(files.length).toBeGreaterThan(80);
    expect(files.filter(({ name }) => name.endsWith('.tsx')).flatMap(wordsIn)).toEqual([]);
  });

  it('would be found if they were not', () => {
    expect(wordsIn({ name: 'x.tsx', text: 'const x = <p title="Say it">Hello there {name}</p>;' })).toEqual([
      'x.tsx: Say it',
      'x.tsx: Hello there',
    ]);
  });

  it('are all said somewhere', () => {
    const code = files.map(({ text }) => text).join('\n') + fs.readFileSync(path.join(source, 'i18n/index.ts'), 'utf8');
    const stems = [...code.matchAll(/`([a-zA-Z.]+\.)\$\{/g)].map(([, stem = '']) => stem);
    const families = [...code.matchAll(/\b(?:word|worded|fixed|words|choices)\('([a-zA-Z.]+)'/g)].map(([, family]) => `${family}.`);
    const unsaid = Object.keys(en).filter((key) => {
      const plain = key.replace(/\.(one|other)$/, '');
      return !code.includes(`'${plain}'`) && ![...stems, ...families].some((stem) => key.startsWith(stem));
    });
    expect(unsaid).toEqual([]);
  });
});
