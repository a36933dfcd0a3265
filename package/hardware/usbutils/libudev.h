/* What usbutils takes of libudev, for a system without udev and its data base: nothing is found. */
struct udev;
struct udev_hwdb;
struct udev_list_entry;

static inline struct udev *udev_new(void)
{
	return (struct udev *)"";
}

static inline struct udev_hwdb *udev_hwdb_new(struct udev *udev)
{
	return (struct udev_hwdb *)udev;
}

#define udev_unref(udev) ((void)(udev), NULL)
#define udev_hwdb_unref(hwdb) ((void)(hwdb), NULL)
#define udev_hwdb_get_properties_list_entry(hwdb, modalias, flags) \
	((void)(modalias), (struct udev_list_entry *)NULL)
#define udev_list_entry_foreach(entry, first) for ((entry) = (first); (entry);)
#define udev_list_entry_get_name(entry) ""
#define udev_list_entry_get_value(entry) ""
