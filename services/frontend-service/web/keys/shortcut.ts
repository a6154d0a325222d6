/** Keys that people can change, each by what it is at first: that is its name in the code. A letter means the same
 *  wherever it works. The sheet of keys has a line for each. */
export type Shortcut =
  | ('mod+k' | 'q' | '/' | '?' | 'mod+f' | 'mod+z' | 'mod+shift+z' | 'mod+p')
  | `g ${'h' | 'p' | 'd' | 's' | 'm' | 'l' | 'b' | 't' | 'f' | 'r' | 'x' | 'e'}`
  | ('j' | 'k' | 'Space' | 'v' | 'x' | 'mod+a' | 'm' | 'z')
  | (
      | 's'
      | 'p'
      | 'shift+p'
      | 'shift+a'
      | 'a'
      | 'i'
      | 'l'
      | 'shift+s'
      | 'd'
      | 'shift+e'
      | 'w'
      | 'y'
      | 'e'
      | 'f'
      | '.'
    )
  | ('Delete' | 'c' | 'F2' | 'shift+Space' | 'mod+d')
