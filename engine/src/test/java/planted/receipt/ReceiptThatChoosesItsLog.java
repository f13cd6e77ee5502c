package planted.receipt;

import dev.roomstate.log.memory.InMemoryEventLog;

/** Planted: receipt must not know where its entries are kept. */
public record ReceiptThatChoosesItsLog(InMemoryEventLog log) {}
