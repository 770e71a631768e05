// Names that came from outside are looked up among an object's own names only.

/** `Object.hasOwn` is younger than the runtime of Apps Script; own and enumerable is what JSON has. */
export const hasOwn = (object: object, name: PropertyKey): boolean =>
  Object.prototype.propertyIsEnumerable.call(object, name);
