package io.dspt.monitor.ingest.blob;

/** What whoever asks a container must be allowed to do, and what to grant where it is not. */
enum BlobRight {
    /** An identity reads. */
    READ("this identity may not read it: grant it 'Storage Blob Data Reader' on the account"),
    /** An identity puts blobs into a container, and reads what stands there. */
    WRITE("this identity may not write to it: grant it 'Storage Blob Data Contributor' on the container"),
    /** The same by a signature in an address. */
    SIGNED_WRITE("the signature of the address has run out or allows too little: take one for reading and creating");

    private final String remedy;

    BlobRight(String remedy) {
        this.remedy = remedy;
    }

    /** What is said to who is not let in. */
    String refused() {
        return remedy + ", and let the account's firewall know this machine";
    }
}
