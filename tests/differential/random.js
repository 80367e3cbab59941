// Numbers that look random and are the same in every run: the seed is all that they depend on.

export class Random {
  #state;

  constructor(seed) {
    this.#state = seed >>> 0;
  }

  /** A whole number from 0 up to, but not including, `end` (mulberry32). */
  below(end) {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * end);
  }

  pick(list) {
    return list[this.below(list.length)];
  }

  /** True once in so many times. */
  once(times) {
    return this.below(times) === 0;
  }

  /** From `least` to `most` characters of those given. */
  text(characters, least, most) {
    const all = [...characters];
    return Array.from({ length: least + this.below(most - least + 1) }, () => this.pick(all)).join('');
  }

  /** A list of up to `most`, each made by `make`. */
  list(most, make) {
    return Array.from({ length: this.below(most + 1) }, make);
  }

  /** The object without the fields that chance leaves out. */
  some(fields) {
    return Object.fromEntries(Object.entries(fields).filter(() => !this.once(3)));
  }
}
