#include "app/commands.h"

#include <sys/stat.h>

int main(int argc, char** argv)
{
    umask(077); // nothing this program writes is for other users
    return app::run(argc, argv);
}
