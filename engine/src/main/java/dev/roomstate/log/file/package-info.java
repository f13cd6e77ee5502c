/** A log in plain files: no flags, no native code. */
package dev.roomstate.log.file;
