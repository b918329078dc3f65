import { keep } from './keep';

class Discount {
  readonly #percent: number;

  constructor(percent: number) {
    this.#percent = percent;
    const checked = this.#check() + 1; // @frame private-method 2 new Discount
    keep(checked);
  }

  #check(): number {
    if (this.#percent > 100) throw new RangeError('privatemethod failed'); // @frame private-method 1 Discount.#check
    return this.#percent;
  }
}

class Cart {
  static of(percent: number): Cart {
    const cart = new Cart();
    cart.discount = new Discount(percent); // @frame private-method 3 Cart.of
    return cart;
  }

  discount: Discount | undefined;

  get cheap(): number {
    return Cart.of(200) ? 1 : 0; // @frame private-method 4 Cart.cheap
  }
}

export function privateMethodFault(): number {
  const { cheap } = new Cart(); // @frame private-method 5 privateMethodFault
  return cheap + 1;
}

keep(Discount, Cart);
