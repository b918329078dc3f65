// @ts-check
import { describe, expect, it } from 'vitest';
import { readFunctions } from './source-functions.mjs';

/** The function at the place of `|`. @param {string} path @param {string} text */
function at(path, text) {
  const place = text.indexOf('|');
  const before = text.slice(0, place).split('\n');
  const find = readFunctions(path, text.replace('|', ''));
  return find(before.length, before.at(-1)?.length ?? 0);
}

describe('the function at a place', () => {
  it.each([
    ['a.ts', 'function pay(cart: Cart): void { | }', 'pay'],
    ['a.ts', 'const pay = <T,>(x: T): T => { return |x as T };', 'pay'],
    ['a.ts', 'const pay = (<any>function () { | });', ''],
    ['a.ts', 'export default function () { | }', 'default'],
    ['a.ts', 'class Cart { total() { | } }', 'Cart.total'],
    ['a.ts', 'class Cart { static of() { | } }', 'Cart.of'],
    ['a.ts', 'class Cart { #sum(): number { | } }', 'Cart.#sum'],
    ['a.ts', 'class Cart { get total() { | } }', 'Cart.total'],
    ['a.ts', 'class Cart { constructor(private x: number) { | } }', 'new Cart'],
    ['a.ts', 'class Cart { pay = async () => { | } }', 'pay'],
    ['a.ts', 'const Cart = class { total() { | } }', 'Cart.total'],
    ['a.ts', '@component({}) class Cart { @input() a = 1; total(@a b: string) { | } }', 'Cart.total'],
    ['a.ts', 'enum A { B } namespace N { export function pay() { | } }', 'pay'],
    ['a.js', 'api.cart.pay = function () { | }', 'pay'],
    ['a.js', 'exports.pay = async function* other() { | }', 'other'],
    ['a.js', 'const api = { pay() { | }, "two words": () => {} }', 'pay'],
    ['a.js', 'const api = { "two words": () => { | } }', 'two words'],
    ['a.js', 'const api = { [key]() { | } }', ''],
    ['a.js', 'function outer() { items.map((item) => { | }) }', ''],
    ['a.js', 'function outer() { items.map((item) => {}); | }', 'outer'],
    ['a.js', 'function first() {} | function second() {}', ''],
    ['a.js', '|', ''],
    ['a.js', '#!/usr/bin/env node\nfunction pay() { | }', 'pay'],
    ['a.js', 'const { pay = () => { | } } = api', 'pay'],
    ['a.cjs', 'return; function pay() { | }', 'pay'],
    ['a.jsx', 'const Film = () => <p>it isn’t {price(|)}</p>', 'Film'],
    ['a.tsx', 'function Film<T>({ a }: P<T>) { return <p>{|a}</p> }', 'Film'],
    ['a.js', 'function Film() { return <p>{|a}</p> }', 'Film'],
    [
      'a.vue',
      '<template>\n<p>it’s</p>\n</template>\n<script setup lang="ts">\nconst a = ref<string>();\nfunction pay() { | }\n</script>',
      'pay',
    ],
    ['a.vue', '<script>let a</script><script setup>const pay = () => { | }</script>', 'pay'],
    ['a.vue', '<template>{{ | }}</template>\n<script>function pay() {}</script>', ''],
    ['a.vue', 'function pay(a: string) { | }', 'pay'],
    ['a.svelte', '<script lang="ts">\nfunction pay(a: string) { | }\n</script>\n<p/>', 'pay'],
    ['b', 'function pay() { | }', 'pay'],
  ])('%s: %s', (path, text, name) => {
    expect(at(path, text)).toBe(name);
  });

  it('is unknown in a source that cannot be parsed', () => {
    expect(readFunctions('a.ts', undefined)(1, 1)).toBeUndefined();
    expect(readFunctions('a.rs', 'fn main() -> ! { loop {} }')(1, 1)).toBeUndefined();
    expect(readFunctions('a.ts', 'x'.repeat(4_000_001))(1, 1)).toBeUndefined();
  });

  it('is found in sources nested deeper than the stack', () => {
    expect(readFunctions('a.js', `${'['.repeat(100_000)}`)(1, 5)).toBeUndefined();
    const nested = `${'function f(){'.repeat(500)}${'}'.repeat(500)}`;
    expect(readFunctions('a.js', nested)(1, 6_000)).toBe('f');
  });
});
