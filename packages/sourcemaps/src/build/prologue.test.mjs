// @ts-check
import vm from 'node:vm';
import { describe, expect, it } from 'vitest';
import { prologueOf, readHead } from './prologue.mjs';

const ID = '85314830-023f-4cf1-a267-535f4e37bb17';

describe('the prologue', () => {
  const run = (/** @type {string} */ before = '') =>
    vm.runInNewContext(`${before};${prologueOf(ID)};globalThis`);

  it('registers the id under a stack, and declares nothing', () => {
    const realm = run();
    expect(Object.keys(realm)).toEqual(['_debugIds']);
    expect(Object.values(realm._debugIds)).toEqual([ID]);
    expect(Object.keys(realm._debugIds)[0]).toMatch(/^Error.*\n {4}at evalmachine/);
  });

  it('adds to existing ids', () => {
    expect(Object.values(run('_debugIds = { other: "1" }')._debugIds)).toEqual(['1', ID]);
  });

  it.each([
    'Object.defineProperty(globalThis, "_debugIds", { value: Object.freeze({}) })',
    'Object.defineProperty(globalThis, "_debugIds", { get() { throw new Error("no") } })',
    'Error = undefined',
    'Error.stackTraceLimit = 0; Error.prepareStackTrace = () => { throw new Error("no") }',
    'globalThis._debugIds = 7',
  ])('does not throw: %s', (before) => {
    expect(() => run(before)).not.toThrow();
  });

  it('is one line, and an expression that a minifier may join with others', () => {
    expect(prologueOf(ID)).toMatch(/^!function\(\)\{.*\}\(\);$/);
  });
});

describe('a program’s head', () => {
  it.each([
    ['let a;', 0, ''],
    ['', 0, ''],
    ['"use strict";let a', 0, '"use strict";'],
    ["'use strict'\nlet a", 0, "'use strict';"],
    ['/*! License */\n// more\n"use strict"; "use asm";f()', 0, '"use strict";"use asm";'],
    ['#!/usr/bin/env node\n"use client";\nimport a from "b"', 20, '"use client";'],
    ['#!/usr/bin/env node\r\nlet a', 21, ''],
    ['#!node', 6, ''],
    // Texts that are no directives.
    ['"a".length', 0, ''],
    ['"a"\n.length', 0, ''],
    ['"use strict" + a', 0, ''],
    ['"a"\n  /* b */ [0]', 0, ''],
    ['"a"\nin b', 0, ''],
    ['"a", b', 0, ''],
    ['"a"\n!= b', 0, ''],
    ['"a"\n!b', 0, '"a";'],
    ['"a"\ninner()', 0, '"a";'],
    ['"it\\"s";b', 0, '"it\\"s";'],
    ['"open', 0, ''],
  ])('%j', (code, start, directives) => {
    expect(readHead(code)).toEqual({ start, directives });
  });
});
