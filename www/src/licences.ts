// Where the licences of what is shipped are; in the single file `licences-inside.ts` stands in the place
// of this one.

export const LICENCES_ADDRESS = "./licences.txt";
