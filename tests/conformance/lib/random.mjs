// A small seeded generator (mulberry32), so that every run can be repeated.
export class Random {
  #state;

  constructor(seed) {
    this.#state = seed >>> 0;
  }

  next() {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }

  below(limit) {
    return Math.floor(this.next() * limit);
  }

  chance(probability) {
    return this.next() < probability;
  }

  pick(items) {
    return items[this.below(items.length)];
  }

  some(items, most) {
    const copy = [...items];
    const picked = [];
    while (copy.length > 0 && picked.length < most) {
      picked.push(copy.splice(this.below(copy.length), 1)[0]);
    }
    return picked;
  }
}
