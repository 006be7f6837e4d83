/** Values that many share. Each stands once, at the place of its first use. */
export class Pool<T> {
  private readonly places = new Map<string, number>();
  private readonly values: T[] = [];

  /** The place of the value with a key, which is made when it is first used. */
  public placeOf(key: string, make: () => T): number {
    let place = this.places.get(key);
    if (place === undefined) {
      place = this.values.push(make()) - 1;
      this.places.set(key, place);
    }
    return place;
  }

  public get all(): readonly T[] {
    return this.values;
  }
}
